using System.Globalization;

namespace PhoneSimulator.View;

/// <summary>A session's history with times counted from the moment its check-in was due.</summary>
public static class Timeline
{
    public static IReadOnlyList<EntryView> Of(IReadOnlyList<(DateTimeOffset Utc, string Kind, string Detail)> history)
    {
        DateTimeOffset? zero = null;
        List<EntryView> entries = [];
        foreach (var (utc, kind, text) in history)
        {
            var detail = Details(text);
            zero = kind switch
            {
                "CheckInDue" or "CheckInMissed" when Due(detail) is { } due => due,
                "HelpNow" or "PersonAsked" => utc,
                _ => zero,
            };
            entries.Add(new EntryView(Transcripts.Ms(utc), zero is { } from ? (int)Math.Round((utc - from).TotalSeconds) : null, kind, Words.For(kind, detail)));

            // What follows an answer belongs to no check-in until the next is due.
            zero = kind is "CheckInAnswered" or "IncidentClosed" or "SessionClosed" ? null : zero;
        }

        return entries;
    }

    private static DateTimeOffset? Due(Dictionary<string, string> detail) =>
        detail.TryGetValue("due", out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due) ? due : null;

    private static Dictionary<string, string> Details(string text)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = "";
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is [var name, var value])
            {
                details[last = name] = value;
            }
            else if (last.Length > 0)
            {
                details[last] += " " + part; // A value with a blank in it, such as an area's name.
            }
        }

        return details;
    }
}
