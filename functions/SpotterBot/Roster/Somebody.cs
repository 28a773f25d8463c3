using SpotterBot.Decisions.Speech;

namespace SpotterBot.Roster;

/// <summary>Who on the roster a coordinator's text is about: by name, or by the last four digits of their number.</summary>
internal static class Somebody
{
    public static readonly char[] Blank = [' ', '\t', '\n', '\r'];

    /// <summary>Whoever goes by the name that the words begin with, or whose number ends in the four digits they begin with; the words behind it; or why not.</summary>
    public static (RosterEntry? Who, string Behind, Line? Why) In(IReadOnlyList<RosterEntry> all, string said)
    {
        var first = said.Split(Blank, 2)[0];
        var found = first.Length == 4 && first.All(char.IsAsciiDigit)
            ? all.Where(e => e.Phone.EndsWith(first, StringComparison.Ordinal)).Select(e => (Who: e, first.Length)).ToList()
            : [.. all.Where(e => Begins(said, e.Name)).Select(e => (Who: e, e.Name.Length))];
        if (found.Count == 0)
        {
            return (null, "", new Line(LineKey.RosterNobodyText, Clean(first) is { Length: > 0 and <= RosterEntry.NameMost } name ? name : "that"));
        }

        // "Ana" and "Ana B": the longer name is meant where it stands there.
        var longest = found.Max(f => f.Length);
        return found.Count(f => f.Length == longest) == 1
            ? (found.Single(f => f.Length == longest).Who, said[longest..].Trim(), null)
            : (null, "", new Line(LineKey.RosterSeveralText, found[0].Who.Name));
    }

    /// <summary>What stands behind the word that says what is wanted.</summary>
    public static string AfterVerb(string text) => text.TrimStart().Split(Blank, 2) is [_, var rest] ? rest.Trim() : "";

    /// <summary>A name as it may stand in a text: letters, digits and blanks.</summary>
    public static string Clean(string name) => new string([.. name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.')]).Trim();

    private static bool Begins(string said, string name) =>
        name.Length > 0 && said.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (said.Length == name.Length || Blank.Contains(said[name.Length]));
}
