using System.Collections.Immutable;
using System.Text;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>
/// A place as speech recognition writes it: without commas. Fields are told apart by the towns we know and by what speaks of getting in;
/// the words themselves stay as they were heard.
/// </summary>
public static class SpokenPlace
{
    private static readonly string[] StreetWords =
        ["street", "st", "road", "rd", "avenue", "ave", "drive", "dr", "lane", "ln", "boulevard", "blvd", "crescent", "cres", "court", "ct",
         "place", "pl", "way", "terrace", "highway", "hwy", "parkway", "square", "trail", "circle", "close", "row", "gate", "line"];

    /// <summary>Begins a field of its own wherever it stands behind the street.</summary>
    private static readonly string[] AccessWords = ["apartment", "apt", "unit", "suite", "buzzer", "buzz", "room", "floor"];

    private static readonly string[] Openings =
        ["uh", "um", "umm", "er", "so", "well", "ok", "okay", "yeah", "yes", "hi", "hello", "it would be", "i am at", "i'm at", "im at", "i am on", "i'm on", "i am in", "i'm in", "it's", "it is", "my address is", "the address is", "address is", "no it's", "no", "at"];

    /// <summary>The place, not yet confirmed; null where nothing in it could lead anybody anywhere.</summary>
    /// <param name="speech">As recognised, in one line.</param>
    /// <param name="areas">Whose towns are listened for.</param>
    public static Place? Read(string speech, ImmutableArray<Area> areas)
    {
        var words = WithoutOpening(speech.Trim().TrimEnd('.', '!', '?'));
        if (words.Length == 0 || Place.From(words) is not { } place)
        {
            return null;
        }

        var fields = words.Contains(',', StringComparison.Ordinal)
            ? words
            : string.Join(", ", Fields(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Towns(areas)));
        place = Place.From(fields)! with { Unconfirmed = true };
        var leads = fields.Any(char.IsAsciiDigit) || place.Fields.Count > 1 || words.Split(' ').Length >= 3;
        return leads || AreaAnswer.For(place, areas).City is not null ? place : null;
    }

    /// <summary>The town from an answer to "which town": "it's in Hamilton" is Hamilton.</summary>
    public static string? Town(string speech)
    {
        var words = WithoutOpening(speech.Trim().TrimEnd('.', '!', '?'));
        words = words.StartsWith("in ", StringComparison.OrdinalIgnoreCase) ? words[3..].Trim() : words;
        return words.Length is >= 2 and <= 60 && words.Any(char.IsLetter) ? words : null;
    }

    private static string WithoutOpening(string words)
    {
        foreach (var opening in Openings)
        {
            if (words.StartsWith(opening, StringComparison.OrdinalIgnoreCase) && words.Length > opening.Length && words[opening.Length] is ' ' or ',')
            {
                return WithoutOpening(words[(opening.Length + 1)..].Trim());
            }
        }

        return words;
    }

    /// <summary>City and region names of the areas, as their words, the longest first.</summary>
    private static List<string[]> Towns(ImmutableArray<Area> areas) =>
    [
        .. areas.SelectMany(a => a.Match)
            .Where(m => m != "*" && !m.Any(char.IsAsciiDigit) && m.Length > 2)
            .Select(m => m.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .OrderByDescending(m => m.Length),
    ];

    private static List<string> Fields(string[] words, List<string[]> towns)
    {
        var (at, length) = TownIn(words, towns);
        if (at < 0)
        {
            return Street(words);
        }

        var before = words[..at];
        if (before.Length > 0 && before[^1].ToLowerInvariant() is "in" or "at")
        {
            before = before[..^1];
        }

        return [.. Street(before), string.Join(' ', words[at..(at + length)]), .. Street(words[(at + length)..])];
    }

    /// <summary>The last town named that is no street: Hamilton, but not Hamilton Road.</summary>
    private static (int At, int Length) TownIn(string[] words, List<string[]> towns)
    {
        for (var at = words.Length - 1; at >= 0; at--)
        {
            foreach (var town in towns)
            {
                var fits = at + town.Length <= words.Length && town.Select((w, i) => Fold(w) == Fold(words[at + i])).All(same => same);
                if (fits && (at + town.Length == words.Length || !IsStreet(words[at + town.Length])))
                {
                    return (at, town.Length);
                }
            }
        }

        return (-1, 0);
    }

    /// <summary>"12 Main Street apartment 4 buzzer 12" is three fields.</summary>
    private static List<string> Street(string[] words)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            var begins = Array.IndexOf(AccessWords, Fold(words[i])) >= 0 && field.Length > 0 && (i + 1 == words.Length || !IsStreet(words[i + 1]));
            if (begins)
            {
                fields.Add(field.ToString());
                field.Clear();
            }

            field.Append(field.Length > 0 ? " " : "").Append(words[i]);
        }

        if (field.Length > 0)
        {
            fields.Add(field.ToString());
        }

        return fields;
    }

    private static bool IsStreet(string word) => Array.IndexOf(StreetWords, Fold(word)) >= 0;

    private static string Fold(string word) => Folding.Fold(word).Trim('.', ',').ToLowerInvariant();
}
