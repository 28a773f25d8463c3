using System.Text;

namespace Fuzz.Inputs;

/// <summary>What people, machines and attackers put where words are expected.</summary>
public static class Words
{
    /// <summary>Stands in made-up places and names, and must stand in no log.</summary>
    public const string Marker = "Zebrawood";

    private static readonly string[] Known =
    [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "OK", "ok", "okay", "MORE", "MORE 10", "DONE", "NOW", "SOS", "PEER", "SPOT", "SPOT 3", "spot3",
        "SPOT 3 at 12 " + Marker + " St, Hamilton, buzzer 12", "AT 12 " + Marker + " St, Hamilton", "AT", "WHERE", "SAVE home", "EVERY 5", "EVERY 0", "EVERY",
        "FIRST 9055550124", "FIRST 911", "FIRST CREW", "HOW", "FORGET", "NAME " + Marker, "SAME", "SECOND", "ON", "OFF", "BREAK 30", "WHO", "STOP", "START",
        "HELP", "ARRÊT", "AIDE", "not ok", "nope 1", "A1", "B9", "B 1", "A AT 4 " + Marker + " Rd", "H0", "I'm OK", "I’m good thanks", "9 Main St", "911",
        "12 " + Marker + " St apt 4", "Hamilton", "L8P 4S5", "Auto-reply: I'm driving and can't answer. In an emergency call 911.", "Out of office until Monday",
        "99999999999999999999", "-1", "+", "+1", "00", "1e9", "NaN", "2147483648", "0x10", "1.5", "１", "ＯＫ", "٩", "१",
    ];

    private static readonly string[] Strange =
    [
        "\0", "\u0001", "\u001b[2J", "\r\n", "\t", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u0301\u0301\u0301", "\ud83d\ude00", "\ud83d",
        "\ude00", "1\ufe0f\u20e3", "👨‍👩‍👧‍👦", "🏳️‍🌈", "\ufffd", "\uffff", "ﷺ", "İ", "ß", "ǆ", "ﬀ", "Ⅸ", "九", "③", "مساعدة", "עזרה", "помогите", "帮助", "救命", "도와주세요",
        "सहायता", "<Say>", "]]>", "&amp;", "&#0;", "<!--", "\"'", "%00", "%", "{0}", "${x}", "../..", "' or 1=1", "\\", "/", "?", "#", "…", "\u00a0", "\u3000",
    ];

    public static string Any(Random random) => random.Next(12) switch
    {
        < 5 => Known[random.Next(Known.Length)],
        < 7 => string.Join(Between(random), Enumerable.Range(0, random.Next(2, 5)).Select(_ => One(random))),
        < 9 => Mutated(random, Known[random.Next(Known.Length)]),
        9 => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(0x10000))),
        10 => new string(One(random).FirstOrDefault('x'), random.Next(1, 3000)),
        _ => "",
    };

    /// <summary>The text with something put in, taken out, doubled or changed, here and there.</summary>
    public static string Mutated(Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(changed.Length + 1);
            switch (random.Next(5))
            {
                case 0:
                    changed.Insert(at, Strange[random.Next(Strange.Length)]);
                    break;
                case 1 when at < changed.Length:
                    changed.Remove(at, 1);
                    break;
                case 2 when at < changed.Length:
                    changed[at] = (char)(changed[at] ^ (1 << random.Next(7)));
                    break;
                case 3:
                    changed.Insert(at, changed.ToString());
                    break;
                default:
                    changed.Insert(at, One(random));
                    break;
            }
        }

        return changed.Length > 5000 ? changed.ToString(0, 5000) : changed.ToString();
    }

    private static string One(Random random) => random.Next(3) == 0 ? Strange[random.Next(Strange.Length)] : Known[random.Next(Known.Length)];

    private static string Between(Random random) => random.Next(4) switch { 0 => "", 1 => "\n", 2 => ", ", _ => " " };
}
