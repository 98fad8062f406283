using System.Collections;
using System.Reflection;
using BranchBot.Host.Pages;
using BranchBot.Host.Records;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BranchBot.Rules.Tests.House;

/// <summary>
/// Whatever is kept is declared: how long, why, and how it speaks of persons. A feature that forgets to say so fails here and not before an auditor. After a wanted change
/// run these tests with BRANCHBOT_APPROVE=1 and read the difference in <c>docs/data.md</c>.
/// </summary>
public sealed class RecordTests
{
    // A view from outside on the outbox's own rows, which are declared.
    private static readonly Type[] Views = [typeof(Told)];

    private static readonly Type[] Rows = [.. new[] { typeof(Row).Assembly, typeof(BranchBot.Features.AllFeatures).Assembly, typeof(RecordKinds).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Row)) && !t.IsAbstract).Except(Views)];

    [Fact]
    public void Every_type_of_row_says_how_long_it_is_kept_and_how_it_speaks_of_persons() =>
        Assert.Equal(Rows.Select(t => t.Name).Order(StringComparer.Ordinal), DataPage.Kinds.All.Select(k => k.Row.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_row_that_holds_a_person_does_not_say_that_it_speaks_of_nobody() => Assert.Empty(
        DataPage.Kinds.All.Where(k => k.Persons.IsSilent && Holds(k.Row, [])).Select(k => k.Row.Name));

    [Fact]
    public void Rows_that_go_with_their_partition_go_together() => Assert.All(
        DataPage.Kinds.All.Where(k => k.Keeping is Keeping.WithPartition).GroupBy(k => (k.Table, k.Owner)),
        table => Assert.Single(table.Select(k => ((Keeping.WithPartition)k.Keeping).Period).Distinct()));

    /// <summary>What staff are told at <c>/about</c> names each kind of data of theirs that is kept, and the log.</summary>
    [Theory]
    [InlineData("休假", "leave")]
    [InlineData("代班", "deputies")]
    [InlineData("邮箱", "mail address")]
    [InlineData("表扬、投诉和观察", "praise, complaints and observations")]
    [InlineData("记录和约定", "minutes and agreements")]
    [InlineData("私下笔记", "private notes")]
    [InlineData("日历里忙的时间", "busy times of calendars")]
    [InlineData("对象 ID", "object id")]
    public void The_notice_to_staff_names_what_is_kept_of_them(string zh, string en)
    {
        var notice = Assert.Single(AboutPage.Said, s => s.Id == "privacy").Words;
        Assert.Contains(zh, notice.Zh, StringComparison.Ordinal);
        Assert.Contains(en, notice.En, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_kinds_stand_at_one_place() => Assert.Empty(
        DataPage.Kinds.All.SelectMany(k => k.EachKey.Select(key => (Kind: k, Key: key)))
            .GroupBy(k => (k.Kind.Table, k.Kind.Owner, k.Key)).Where(g => g.Count() > 1).Select(g => $"{g.Key}"));

    [Fact]
    public void The_page_of_data_says_what_the_code_says()
    {
        var page = File.ReadAllText(DataPage.File);
        if (Environment.GetEnvironmentVariable("BRANCHBOT_APPROVE") == "1")
        {
            File.WriteAllText(DataPage.File, DataPage.Write(page));
        }

        Assert.Equal(File.ReadAllText(DataPage.File), DataPage.Write(page));
    }

    [Fact]
    public void The_administrators_guide_names_the_setting_of_each_period() => Assert.All(
        DataPage.Kinds.Periods, p => Assert.Contains($"`{p.Name}`", File.ReadAllText(Repository.At("docs", "administrator.md")), StringComparison.Ordinal));

    [Theory]
    [InlineData("Sales", "30", "Retention:Sales must be a whole number from 400 to 10958")]
    [InlineData("Sales", "for ever", "Retention:Sales must be a whole number from 400 to 10958")]
    [InlineData("Sale", "2000", "Retention:Sale is no kind of records; there are")]
    [InlineData("Every", "0", "Retention:Every must be a whole number from 1 to 31")]
    public void A_wrong_period_ends_the_start_with_a_sentence(string name, string value, string sentence)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Retention:{name}"] = value }).Build();
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => RetentionSettings.Read(configuration, DataPage.Kinds)).Message, StringComparison.Ordinal);
    }

    // Whether a person's id can stand in it, however deep.
    private static bool Holds(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(PersonId) || !seen.Add(type))
        {
            return type == typeof(PersonId);
        }

        if (type.IsArray || (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))))
        {
            return (type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments()).Any(t => Holds(t, seen));
        }

        // Where a row stands says nothing beyond what it holds; a command's own JSON may name anybody.
        return type == typeof(System.Text.Json.JsonElement)
            || (type.Namespace?.StartsWith("BranchBot", StringComparison.Ordinal) == true && !type.IsEnum
                && type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
                    .Concat(type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.SetMethod is not null).Select(p => p.PropertyType)).Any(t => Holds(t, seen)));
    }
}
