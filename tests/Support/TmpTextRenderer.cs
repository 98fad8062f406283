namespace BranchBot.Core;
public static class TextRenderer {
 public static string Render(Answer a, Language l) => a switch { Said s => s.Text.In(l), Shown { Card: var c } => string.Join("\n", new[]{c.Title.In(l), c.Subtitle?.In(l) ?? ""}.Concat(c.Body.Select(p => p switch {
  Notice n => n.Text.In(l), Paragraph n => n.Text.In(l), Heading n => n.Text.In(l), Progress n => $"{n.Done}/{n.Total}", Step s => $"{s.Number}. {s.What.In(l)} {s.Detail?.In(l)} {s.Button?.Title.In(l)}", Bullets b => string.Join("\n", b.Items.Select(i=>"· "+i.In(l))), Line x => $"{x.Left.In(l)} {x.Detail?.In(l)} {x.Right.In(l)}", _ => throw new InvalidOperationException() })).Concat(c.Buttons.Select(b=>b.Title.In(l)))), _ => throw new InvalidOperationException() };
}
