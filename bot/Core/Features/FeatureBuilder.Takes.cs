namespace BranchBot.Core;

/// <summary>What people send into their chats.</summary>
public sealed partial class FeatureBuilder
{
    private readonly List<(Type Command, Func<Received, Command?, Command> Make)> pictureTakers = [];

    internal Dictionary<string, Func<PointedMessage, Command>> Actions { get; } = new(StringComparer.Ordinal);

    internal List<Taker> Takers { get; } = [];

    /// <summary>
    /// Takes pictures that people send into their chats, one command a picture. Who may give the command may send them. Where several features take pictures,
    /// the first one's decision may come to the next one's command (<see cref="Decision.Instead"/>).
    /// </summary>
    /// <param name="what">What is taken, for who sends something else.</param>
    /// <param name="make">Makes the command of a picture and of what the next feature would do with it; null: no other takes pictures.</param>
    public FeatureBuilder TakesPictures<T>(Text what, Func<Received, Command?, T> make)
        where T : Command, IInternal
    {
        pictureTakers.Add((typeof(T), make));
        return Takes(new([], what, typeof(T), all => [.. all.Select(one => (Picture(typeof(T), one), (IReadOnlyList<Received>)[one]))]));
    }

    private Command Picture(Type first, Received picture) => pictureTakers.SkipWhile(t => t.Command != first).Reverse().Aggregate((Command?)null, (next, taker) => taker.Make(picture, next))!;

    /// <summary>Takes files that people send into their chats, one command for all of a message. Who may give the command may send them.</summary>
    /// <param name="types">What their names end with, in small letters and without the point.</param>
    /// <param name="what">What is taken, for who sends something else.</param>
    /// <param name="make">Makes the command of the files of one message (one to five).</param>
    public FeatureBuilder TakesFiles<T>(IReadOnlyList<string> types, Text what, Func<IReadOnlyList<Received>, T> make)
        where T : Command, IInternal => types.Count > 0 ? Takes(new(types, what, typeof(T), all => [(make(all), all)])) : throw new ArgumentException("Files have types.", nameof(types));

    /// <summary>Offers an action on messages (⋯, a message extension); the app's manifest names it too.</summary>
    /// <param name="id">The action's id in the manifest.</param>
    /// <param name="make">Makes the command of the message.</param>
    public FeatureBuilder Offers<T>(string id, Func<PointedMessage, T> make)
        where T : Command
    {
        Actions.Add(id, make);
        return this;
    }

    private FeatureBuilder Takes(Taker taker)
    {
        Takers.Add(taker);
        return this;
    }
}
