using PhoneCompany;
using PhoneCompany.People;

namespace PhoneSimulator.View;

/// <summary>What each phone sent, said and keyed, kept from the phone company's log as it is written; what it heard the phone itself knows.</summary>
public sealed class Transcripts(Phones phones)
{
    private const int LinesShown = 80;
    private const int TextsShown = 40;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<ActivityEntry>> _deeds = [];
    private readonly Dictionary<string, List<ActivityEntry>> _texts = [];

    /// <summary>Called inside the switchboard: it only keeps the entry.</summary>
    public void Keep(ActivityEntry entry)
    {
        var kept = entry.Kind switch
        {
            "said" or "pressed" or "call" => _deeds,
            "text-in" or "text-out" => _texts,
            _ => null,
        };
        if (kept is null || entry.Phone.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (!kept.TryGetValue(entry.Phone, out var list))
            {
                kept[entry.Phone] = list = [];
            }

            list.Add(entry);
        }
    }

    public IReadOnlyList<TextView> Texts(string number) =>
        [.. Last(_texts, number, TextsShown).Select(e => new TextView($"t{e.Sequence}", Ms(e.Utc), e.Kind == "text-out", e.Text))];

    public IReadOnlyList<LineView> Lines(Handset phone)
    {
        var all = phone.Heard;
        var heard = all.Index().Skip(Math.Max(0, all.Count - LinesShown)).Select(h => Of(h.Index, h.Item)).Where(l => l.Text.Length > 0);
        var deeds = Last(_deeds, phone.Number, LinesShown)
            .Select(e => new LineView($"d{e.Sequence}", Ms(e.Utc), e.Kind, "", e.Kind == "call" ? CallWords(e.Text) : e.Text, 0, Cut: false))
            .Where(l => l.Text.Length > 0);
        return [.. heard.Concat(deeds).OrderBy(l => l.At).TakeLast(LinesShown)];
    }

    public static long Ms(DateTimeOffset utc) => utc.ToUnixTimeMilliseconds();

    private LineView Of(int index, HeardEntry entry) => new(
        $"h{index}", Ms(entry.Utc), entry.Kind.ToString().ToLowerInvariant(), phones.NameOf(entry.Who), entry.Text, (long)entry.Duration.TotalMilliseconds, entry.IsCutOff);

    private List<ActivityEntry> Last(Dictionary<string, List<ActivityEntry>> kept, string number, int most)
    {
        lock (_gate)
        {
            return kept.TryGetValue(number, out var list) ? [.. list.TakeLast(most)] : [];
        }
    }

    /// <summary>A call's status in words, from "direction from to number: status (sid)"; empty for what says nothing to a person.</summary>
    private static string CallWords(string text)
    {
        var colon = text.LastIndexOf(": ", StringComparison.Ordinal);
        return text[(colon + 2)..].Split(' ')[0] switch
        {
            "ringing" => "ringing",
            "in-progress" => "connected",
            "completed" => "call ended",
            "busy" => "busy",
            "failed" => "no such number",
            "no-answer" => "rang out",
            "canceled" => "stopped ringing",
            _ => "",
        };
    }
}
