using System.Collections.Immutable;

namespace SpotterBot.Decisions.Places;

/// <summary>What kind of place somebody's words name.</summary>
public enum AddressKind
{
    /// <summary>Nothing that could be taken apart: kept and read as it is.</summary>
    Unknown,

    /// <summary>A house number and its street.</summary>
    Civic,

    /// <summary>A street, and no number on it.</summary>
    Street,
    Intersection,

    /// <summary>A point along a highway: a kilometre, an exit, a town it is north of.</summary>
    Highway,

    /// <summary>A rural route, a concession, a range or township road.</summary>
    Rural,

    /// <summary>A First Nation, a reserve or a reservation, with what is known within it.</summary>
    Reserve,

    /// <summary>Something that can be found: a motel, a park, a tent under a bridge.</summary>
    Landmark,

    /// <summary>A point on the map, or a link to one.</summary>
    Point,

    /// <summary>A town, and nothing within it.</summary>
    Town,
}

/// <summary>What one part of an address is to whoever is to find it.</summary>
public enum PartRole
{
    Street,

    /// <summary>A door, floor or room within the address.</summary>
    Unit,

    /// <summary>How to get in.</summary>
    Access,

    /// <summary>Where to look, beside or instead of a street: kept as it was said.</summary>
    Note,
    Town,
    Region,
    Country,
    PostalCode,
}

/// <param name="Words">As written.</param>
/// <param name="Spoken">The same with its short forms written out.</param>
public sealed record AddressPart(PartRole Role, string Words, string Spoken);

/// <summary>What could be understood of a place. Whatever could not is among its parts, as it was written.</summary>
public sealed record Address
{
    public AddressKind Kind { get; init; }

    /// <summary>House number as written; empty where there is none.</summary>
    public string Number { get; init; } = "";

    /// <summary>It is near its town, not in it: "Highway 17 near Sudbury".</summary>
    public bool IsNearTown { get; init; }

    /// <summary>The words of the street's name that are worth spelling; of two streets, both.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Everything, in the order in which it was written.</summary>
    public ImmutableArray<AddressPart> Parts { get; init; } = [];

    /// <summary>What may be its town, the likeliest first.</summary>
    public ImmutableArray<string> Towns { get; init; } = [];

    /// <summary>Two letters in North America, else a name; from what was written or, in Canada, from the postal code. Null where neither tells.</summary>
    public string? Region { get; init; }

    /// <summary><c>CA</c>, <c>US</c>, <c>GB</c> or <c>IE</c>, where region or postal code tell; null where neither does.</summary>
    public string? Country { get; init; }

    public PostalCode? PostalCode { get; init; }

    /// <summary>Postal code and region contradict each other.</summary>
    public bool IsContradictory { get; init; }

    /// <summary>The point written or linked to; null where there is none, or a link does not show it.</summary>
    public Coordinates? Point { get; init; }

    /// <summary>As written; null where there is none.</summary>
    public string? PlusCode { get; init; }

    public string? Town => Towns.IsEmpty ? null : Towns[0];

    /// <summary>Street, doors and whatever else says where, written out to be spoken: without town, and without what speaks of getting in.</summary>
    public string Spoken => string.Join(", ", Parts.Where(p => p.Role is PartRole.Street or PartRole.Unit or PartRole.Note).Select(Said));

    /// <summary>Street and number alone; all that says where, where there is no street.</summary>
    public string SpokenShort => Parts.FirstOrDefault(p => p.Role == PartRole.Street) is { } street ? Said(street) : Spoken;

    /// <summary>How to get in, in the caller's words.</summary>
    public string Access => string.Join(", ", Parts.Where(p => p.Role == PartRole.Access).Select(p => p.Words));

    /// <summary>"1 2 3, MacLeod, M A C L E O D": the number digit by digit, each name and its letters. Empty where there is no street to spell.</summary>
    public string Spelled => string.Join(", ", ((string[])[HouseNumber.Spelled(Number, IsFrench, Country)]).Concat(Names.SelectMany(n => (string[])[n, Letters(n)])).Where(w => w.Length > 0));

    /// <summary>It says nothing but its town: no crew finds anybody by that.</summary>
    public bool IsTownAlone => Kind == AddressKind.Town;

    private string Said(AddressPart part) => part.Role == PartRole.Street && Number.Length > 0 && part.Spoken.StartsWith(Number, StringComparison.Ordinal)
        ? HouseNumber.Said(Number, IsFrench, Country) + part.Spoken[Number.Length..]
        : part.Spoken;

    /// <summary>Its type stands before its name.</summary>
    private bool IsFrench => Parts.FirstOrDefault(p => p.Role == PartRole.Street)?.Words[Number.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words
        && AddressWords.IsTypeBefore(words[0]) && !AddressWords.IsTypeBehind(words[^1]);

    private static string Letters(string word) => string.Join(' ', word.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));
}
