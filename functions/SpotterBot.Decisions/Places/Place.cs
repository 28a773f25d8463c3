using System.Text.RegularExpressions;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>Where the caller is, in their own words and as far as they could be taken apart.</summary>
/// <param name="Verbatim">As typed; never changed.</param>
/// <param name="Town">Said by the caller when asked which town, or found among the fields.</param>
/// <param name="AreaConfirmed">The caller confirmed they are in the catch-all area.</param>
/// <param name="Unconfirmed">Heard by speech recognition, and the caller has not said that it is right: said to be so to whoever gets it.</param>
public sealed partial record Place(string Verbatim, string? Town = null, bool AreaConfirmed = false, bool Unconfirmed = false)
{
    /// <summary>Longest place kept, UTF-16 units: two long texts.</summary>
    public const int LengthMax = 400;

    private static readonly string[] AccessWords =
        ["buzzer", "buzz", "door", "code", "unit", "apt", "apartment", "suite", "room", "floor", "fl", "entry", "enter", "gate", "key", "back",
         "basement", "side", "rear", "upstairs", "downstairs", "dog", "dogs", "cat", "pet", "pets", "unlocked", "locked", "lobby", "elevator"];

    /// <summary>What stands between commas, semicolons or line breaks.</summary>
    public IReadOnlyList<string> Fields =>
        Verbatim.Split((char[])[',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The field with the street: the first.</summary>
    public string Street => Fields.Count > 0 ? Fields[0] : Verbatim;

    /// <summary>How to get in: the fields that speak of doors, units, pets.</summary>
    public string Access => string.Join(", ", Fields.Skip(1).Where(IsAccess));

    /// <summary>Canadian or United States postal code, without its space, upper case; null where none stands in the place.</summary>
    public string? PostalCode
    {
        get
        {
            var match = Postal().Match(Verbatim.ToUpperInvariant());
            return match.Success ? match.Value.Replace(" ", "", StringComparison.Ordinal) : null;
        }
    }

    /// <summary>The whole of it with its town, as it is shown and kept.</summary>
    public string WithTown => Town is { } town ? $"{Verbatim}, {town}" : Verbatim;

    /// <summary>Null where no word stands between the commas.</summary>
    public static Place? From(string words)
    {
        words = Folding.Trim(words);
        if (words.Length > LengthMax)
        {
            words = Folding.Trim(words[..(char.IsHighSurrogate(words[LengthMax - 1]) ? LengthMax - 1 : LengthMax)]);
        }

        var place = new Place(words);
        return place.Fields.Count == 0 ? null : place;
    }

    private static bool IsAccess(string field)
    {
        var first = field.Split(' ', 2)[0].TrimEnd('.', ':', '#').ToLowerInvariant();
        return Array.IndexOf(AccessWords, first) >= 0;
    }

    // No time-out: it is measured in time on the wall, so that a busy machine fails to read a place. The place is short and nothing here backtracks far.
#pragma warning disable MA0009
    [GeneratedRegex(@"\b([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d)\b|(?<=[A-Z]{2} )\d{5}(-\d{4})?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Postal();
#pragma warning restore MA0009
}
