using System.Globalization;

namespace PhoneSimulator.View;

/// <summary>One entry of a session's history.</summary>
/// <param name="Detail">Names and codes, by name.</param>
public sealed record Fact(DateTimeOffset Utc, string Kind, IReadOnlyDictionary<string, string> Detail)
{
    /// <param name="text"><c>name=value</c>, blanks between, as stored.</param>
    public static Fact Of(DateTimeOffset utc, string kind, string text)
    {
        var detail = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = "";
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is [var name, var value])
            {
                detail[last = name] = value;
            }
            else if (last.Length > 0)
            {
                detail[last] += " " + part; // A value with a blank in it, such as an area's name.
            }
        }

        return new Fact(utc, kind, detail);
    }

    /// <summary>A detail, or "".</summary>
    public string this[string name] => Detail.GetValueOrDefault(name, "");

    /// <summary>The moment the check-in was due, where this tells it.</summary>
    public DateTimeOffset? Due =>
        DateTimeOffset.TryParse(this["due"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due) ? due : null;
}

/// <summary>A session's history with times counted from the moment its check-in was due.</summary>
public static class Timeline
{
    public static IReadOnlyList<EntryView> Of(IReadOnlyList<Fact> history)
    {
        DateTimeOffset? zero = null;
        List<EntryView> entries = [];
        foreach (var fact in history)
        {
            zero = fact.Kind switch
            {
                "CheckInDue" or "CheckInMissed" when fact.Due is { } due => due,
                "HelpNow" or "PersonAsked" => fact.Utc,
                _ => zero,
            };
            entries.Add(new EntryView(
                Transcripts.Ms(fact.Utc), zero is { } from ? (int)Math.Round((fact.Utc - from).TotalSeconds) : null, fact.Kind, Words.For(fact.Kind, fact.Detail)));

            // What follows an answer belongs to no check-in until the next is due.
            zero = fact.Kind is "CheckInAnswered" or "IncidentClosed" or "SessionClosed" ? null : zero;
        }

        return entries;
    }
}
