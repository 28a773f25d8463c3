using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>Where the caller is, in their own words and as far as they could be taken apart.</summary>
/// <param name="Verbatim">As typed; never changed.</param>
/// <param name="Town">Said by the caller when asked which town, or found among the fields.</param>
/// <param name="AreaConfirmed">The caller confirmed they are in the catch-all area.</param>
/// <param name="Unconfirmed">Heard by speech recognition, and the caller has not said that it is right: said to be so to whoever gets it.</param>
public sealed record Place(string Verbatim, string? Town = null, bool AreaConfirmed = false, bool Unconfirmed = false)
{
    /// <summary>Longest place kept, UTF-16 units: two long texts.</summary>
    public const int LengthMax = 400;

    /// <summary>What stands between commas, semicolons or line breaks.</summary>
    public IReadOnlyList<string> Fields =>
        Verbatim.Split((char[])[',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The field with the street: the first.</summary>
    public string Street => Fields.Count > 0 ? Fields[0] : Verbatim;

    /// <summary>What could be understood of it.</summary>
    public Address Address => AddressReader.Read(Verbatim);

    /// <summary>How to get in: what speaks of doors, buzzers, pets.</summary>
    public string Access => Address.Access;

    /// <summary>Canadian, United States, British or Irish postal code, without its space, upper case; null where none stands in the place.</summary>
    public string? PostalCode => Address.PostalCode?.Code;

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
}
