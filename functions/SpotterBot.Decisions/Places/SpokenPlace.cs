using System.Collections.Frozen;
using System.Collections.Immutable;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>What of a place stands in words that were heard.</summary>
public enum HeardAs
{
    /// <summary>Nothing that could lead anybody anywhere.</summary>
    Nothing,

    /// <summary>A town we know, and hardly a word beside it.</summary>
    Town,

    /// <summary>A door, floor, unit or buzzer, and no street.</summary>
    Detail,

    /// <summary>No address, but something that can be found: behind, next to, a park, a station.</summary>
    Landmark,

    /// <summary>A house number with its street, or a street.</summary>
    Address,
}

/// <param name="Place">All that was heard, not yet confirmed; null for <see cref="HeardAs.Nothing"/>.</param>
/// <param name="Town">The town we know that stands in it, as its area spells it.</param>
/// <param name="IsExact">A number, and a street or a town we know: no chance remark of a television.</param>
public sealed record HeardPlace(HeardAs As, Place? Place, string? Town, bool IsExact);

/// <summary>
/// A place as speech recognition writes it: mostly without commas. Fields are told apart by the towns we know and by what speaks of getting in;
/// the words themselves stay as they were heard.
/// </summary>
public static class SpokenPlace
{
    private const int WordsBesideTownMost = 3;
    private const int TownWordsMost = 3;
    private const int LandmarkWordsMost = 25;
    private const int DoorWordsMost = 3;

    private static readonly FrozenSet<string> StreetWords = Set(
        "street", "st", "road", "rd", "avenue", "ave", "drive", "dr", "lane", "ln", "boulevard", "blvd", "crescent", "cres", "court", "ct",
        "place", "pl", "way", "terrace", "highway", "hwy", "parkway", "square", "trail", "circle", "close", "row", "gate", "line");

    /// <summary>Before one of the <see cref="StreetWords"/> these make no street: the way, my place, in line.</summary>
    private static readonly FrozenSet<string> NoNames = Set("the", "my", "this", "that", "a", "an", "no", "in", "on", "of", "your", "our", "any", "some", "right", "same", "long", "and", "to");

    private static readonly FrozenSet<string> Landmarks = Set(
        "behind", "near", "nearby", "beside", "across", "corner", "under", "underneath", "outside", "intersection", "park", "shelter", "hotel", "motel", "inn", "mall",
        "plaza", "station", "library", "hospital", "church", "mosque", "temple", "school", "college", "university", "bridge", "tent", "camp", "encampment", "campground",
        "lot", "garage", "trailer", "underpass", "ravine", "creek", "beach", "stairwell", "laundromat", "washroom", "restroom");

    /// <summary>Begins a field of its own wherever it stands behind the street.</summary>
    private static readonly FrozenSet<string> AccessWords = Set("apartment", "apt", "unit", "suite", "buzzer", "buzz", "room", "floor", "basement", "upstairs", "downstairs");

    /// <summary>Within a house.</summary>
    private static readonly FrozenSet<string> Rooms = Set("bedroom", "bathroom", "kitchen", "livingroom", "living", "basement", "attic", "hallway", "hall", "closet", "bed", "couch", "sofa", "upstairs", "downstairs", "balcony", "porch", "stairs");

    private static readonly string[] Openings =
        ["uh", "um", "umm", "er", "so", "well", "ok", "okay", "yeah", "yes", "yep", "hi", "hello", "it would be", "i am at", "i'm at", "im at", "i am on", "i'm on", "im on",
         "i am in", "i'm in", "im in", "we're at", "we are at", "we're in", "we are in", "i live at", "it's at", "it is at", "it's on", "it's in", "it is in", "it's", "its", "it is",
         "my place is", "my address is", "the address is", "address is", "that's", "no it's", "i think", "i guess", "i believe", "you can find me at", "find me at", "i'm staying at", "we live at", "come to", "send them to", "they are at", "they're at",
         "he is at", "he's at", "she is at", "she's at", "no", "nope", "at"];

    private static readonly string[] Endings =
        ["please hurry up", "please hurry", "hurry up", "hurry", "come quick", "come quickly", "please come", "please help", "help me", "help us", "please", "thank you", "thanks",
         "right now", "right away", "as soon as possible", "now", "quickly", "quick"];

    /// <summary>Words that ask something: no town is called so.</summary>
    private static readonly FrozenSet<string> Asking = Set("what", "who", "where", "why", "how", "when", "which", "huh", "pardon", "sorry", "hello", "hi", "excuse", "say", "repeat", "again");

    /// <param name="speech">As recognised, in one line.</param>
    /// <param name="areas">Whose towns are listened for.</param>
    public static HeardPlace Read(string speech, ImmutableArray<Area> areas)
    {
        var words = FromStreet(WithoutEnding(WithoutOpening(Trimmed(speech))));
        var towns = Towns(areas);
        var parts = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        var fields = parts.SelectMany((part, i) => Fields(part.Split(' ', StringSplitOptions.RemoveEmptyEntries), towns, parts.Skip(i + 1).Any(p => TownCalled(p, towns) is not null))).ToList();
        if (fields.Count == 0 || Place.From(string.Join(", ", fields)) is not { } place)
        {
            return new HeardPlace(HeardAs.Nothing, null, null, IsExact: false);
        }

        var town = fields.Select(f => TownCalled(f, towns)).LastOrDefault(t => t is not null);
        var beside = fields.Where(f => TownCalled(f, towns) is null).Select(f => f.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var street = beside.Exists(HasStreet);

        // Where it begins with one: a radio says "collision on Highway 401", too.
        var highway = place.Address is { Kind: AddressKind.Highway, Parts: [{ Role: PartRole.Street }, ..] };
        var numbered = beside.Exists(f => f.Length > 1 && ((char.IsAsciiDigit(f[0][0]) && f.Skip(1).Any(w => char.IsLetter(w[0]))) || (AddressWords.IsCount(f[0]) && AddressWords.IsDirection(f[^1]))));
        var besides = beside.Sum(f => f.Length);
        var heard = !street && town is null && place.Address.Parts.All(p => p.Role is PartRole.Unit or PartRole.Access) ? HeardAs.Detail
            : street || numbered || highway ? HeardAs.Address
            : town is null && IsDoor(place, besides) ? HeardAs.Detail
            : beside.Exists(f => f.Any(w => Landmarks.Contains(Fold(w)))) && besides <= LandmarkWordsMost ? HeardAs.Landmark
            : town is not null && besides <= WordsBesideTownMost ? HeardAs.Town
            : town is null && beside.Exists(f => AccessWords.Contains(Fold(f[0])) || (f.Length > 1 && Pieces.IsWhich(f[0]) && AccessWords.Contains(Fold(f[1])))) ? HeardAs.Detail
            : HeardAs.Nothing;
        var exact = heard == HeardAs.Address && (street || town is not null) && beside.Exists(f => f.Any(w => char.IsAsciiDigit(w[0])));
        return new HeardPlace(heard, heard == HeardAs.Nothing ? null : place with { Unconfirmed = true }, town, exact);
    }

    /// <summary>"I'm in the back bedroom", "the door is unlocked and there's a dog".</summary>
    private static bool IsDoor(Place place, int words) =>
        words <= LandmarkWordsMost && (place.Access.Length > 0 || place.Verbatim.Split(' ').Any(w => Rooms.Contains(Fold(w))));

    /// <summary>Whether it is where they were, with more or less known of it: what was said of getting in is of use there.</summary>
    public static bool IsSamePlace(Place before, Place after, ImmutableArray<Area> areas)
    {
        if (before.Verbatim == after.Verbatim && before.Town is null)
        {
            return true;
        }

        var (one, other) = (StreetOf(before), StreetOf(after));
        var (oneTown, otherTown) = (TownOf(before), TownOf(after));
        return (one == other || (one is null && after.Verbatim.Contains(before.Street, StringComparison.OrdinalIgnoreCase)))
            && (oneTown is null || (otherTown is not null && Regions.Fold(oneTown) == Regions.Fold(otherTown)))
            && (before.Address.Point is null || before.Address.Point == after.Address.Point);

        string? TownOf(Place place) => place.Town ?? AreaAnswer.For(place, areas).City ?? place.Address.Town;

        static string? StreetOf(Place place) => place.Address.Parts.FirstOrDefault(p => p.Role == PartRole.Street) is { } street ? Regions.Fold(street.Spoken) : null;
    }

    /// <summary>The town from an answer to "which town": "it's in Hamilton, I think" is Hamilton. One that we do not know has few words.</summary>
    public static string? Town(string speech, ImmutableArray<Area> areas)
    {
        var heard = Read(speech, areas);
        if (heard.Town is { } known)
        {
            return heard.As == HeardAs.Town ? known : null;
        }

        var words = WithoutOpening(Trimmed(speech));
        words = words.StartsWith("in ", StringComparison.OrdinalIgnoreCase) ? words[3..].Trim() : words;
        var each = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fits = words.Length is >= 2 and <= 60 && each.Length <= TownWordsMost && words.Any(char.IsLetter) && !words.Any(char.IsAsciiDigit) && !each.Any(w => Asking.Contains(Fold(w)));
        return fits ? words : null;
    }

    /// <summary>Whether nothing is known of it but a town: no crew finds anybody by that.</summary>
    public static bool IsTownAlone(Place place, ImmutableArray<Area> areas)
    {
        var towns = Towns(areas);
        return place.Fields.All(f => TownCalled(f, towns) is not null || string.Equals(f, place.Town, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A number and nothing else: "no, 14" puts the house number right.</summary>
    public static string? Number(string speech)
    {
        var words = WithoutOpening(Trimmed(speech));
        return words.Length is >= 1 and <= 6 && words.All(char.IsAsciiDigit) ? words : null;
    }

    /// <summary>The same place in another town.</summary>
    public static Place InTown(Place place, string town, ImmutableArray<Area> areas)
    {
        var towns = Towns(areas);
        var fields = place.Fields.Where((f, i) => i == 0 || TownCalled(f, towns) is null).ToList();
        return place with { Verbatim = string.Join(", ", fields), Town = town, AreaConfirmed = false };
    }

    /// <summary>The same place with what completes it: a door or floor in place of one of the same kind; whatever else behind the street.</summary>
    public static Place WithDetail(Place place, Place detail)
    {
        var kinds = detail.Fields.SelectMany(f => Pieces.Of(f)).Select(Kind).OfType<string>().ToList();
        List<string> fields = [.. place.Fields.Select(f => Without(f, kinds)).Where(f => f.Length > 0 && !detail.Fields.Contains(f, StringComparer.OrdinalIgnoreCase))];

        // Whatever is too long is cut in the detail: a town that was cut off would lead no ambulance anywhere.
        var words = string.Join(", ", detail.Fields);
        var room = Math.Max(0, Place.LengthMax - fields.Sum(f => f.Length + 2));
        // How to get in needs no end for a town behind it there.
        fields.Insert(detail.Access.Length > 0 ? fields.Count : Math.Min(1, fields.Count), words.Length <= room ? words : words[..room]);
        return (Place.From(string.Join(", ", fields.Where(f => f.Length > 0))) ?? place) with { Town = place.Town, AreaConfirmed = place.AreaConfirmed, Unconfirmed = true };
    }

    /// <summary>The field without the doors that are told anew.</summary>
    private static string Without(string field, List<string> kinds)
    {
        var pieces = Pieces.Of(field).ToList();
        var kept = pieces.FindAll(p => Kind(p) is not { } kind || !kinds.Contains(kind));
        return kept.Count == pieces.Count ? field : string.Join(' ', kept.SelectMany(p => p.Tokens));
    }

    /// <summary>What there is one of in a place: apt, unit, suite, flat and # are the same door. Null for whatever may stand beside another.</summary>
    private static string? Kind(Piece piece) => piece is { Role: PartRole.Unit or PartRole.Access, Tokens.Length: <= DoorWordsMost }
        ? AddressWords.Fold(piece.Tokens[0]) switch
        {
            var number when number.StartsWith('#') => "apartment",
            "apartment" or "apt" or "unit" or "suite" or "ste" or "flat" or "appt" or "app" or "appartement" or "unite" => "apartment",
            "buzzer" or "buzz" or "intercom" or "sonnette" or "interphone" => "buzzer",
            "room" or "rm" or "chambre" => "room",
            "floor" or "fl" or "etage" => "floor",
            _ when AddressWords.Fold(piece.Tokens[^1]) is "floor" or "fl" or "etage" => "floor",
            _ => null,
        }
        : null;

    /// <summary>Whether both speak of the same street: a correction that names it again means this place.</summary>
    public static bool ShareStreet(Place one, Place other) =>
        Names(one.Street).Intersect(Names(other.Street)).Any();

    private static IEnumerable<string> Names(string street) =>
        street.Split(' ').Where(w => w.Length > 2 && char.IsLetter(w[0])).Select(Fold).Where(w => !StreetWords.Contains(w) && !NoNames.Contains(w));

    private static string Trimmed(string speech) => speech.Trim().TrimEnd('.', '!', '?', ',');

    private static string WithoutOpening(string words)
    {
        foreach (var opening in Openings)
        {
            if (words.StartsWith(opening, StringComparison.OrdinalIgnoreCase) && words.Length > opening.Length && words[opening.Length] is ' ' or ',' && !IsNone(opening, words))
            {
                return WithoutOpening(words[(opening.Length + 1)..].Trim());
            }
        }

        return words;
    }

    /// <summary>"No dogs" is no answer: it says that there are none.</summary>
    private static bool IsNone(string opening, string words) =>
        opening is "no" && words[opening.Length] == ' ' && AddressWords.IsAccess(words[(opening.Length + 1)..].Split(' ')[0]);

    /// <summary>What is begged for behind the place is no part of it.</summary>
    private static string WithoutEnding(string words)
    {
        foreach (var ending in Endings)
        {
            if (words.Length > ending.Length && words.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && words[^(ending.Length + 1)] is ' ' or ',' or '.')
            {
                return WithoutEnding(Trimmed(words[..^(ending.Length + 1)]));
            }
        }

        return words;
    }

    /// <summary>
    /// Whoever cries for help says more than the address: "he is not breathing at 12 Main Street" begins with the number, and without one behind the
    /// last "at" or "on" before the street. A door, a floor or a landmark named before it stays.
    /// </summary>
    private static string FromStreet(string words)
    {
        var each = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var street = each.Length < 2 ? -1 : Array.FindIndex(each, 1, IsStreet);
        if (street < 0 || NoNames.Contains(Fold(each[street - 1])))
        {
            return words;
        }

        var number = Array.FindIndex(each, 0, street, w => char.IsAsciiDigit(w[0]));
        var from = number >= 0 ? number : Array.FindLastIndex(each, street - 1, w => Fold(w) is "at" or "on") + 1;
        var before = each[..from];
        var leads = before.Where((w, i) => w.Contains(',') || Landmarks.Contains(Fold(w)) || (AccessWords.Contains(Fold(w)) && !LiesOnTheFloor(before, i))).Any();
        return from > 0 && !leads ? string.Join(' ', each[from..]) : words;
    }

    private static bool LiesOnTheFloor(string[] words, int at) => at >= 2 && (Fold(words[at - 2]), Fold(words[at - 1]), Fold(words[at])) == ("on", "the", "floor");

    /// <summary>City and region names of the areas, the longest first.</summary>
    private static List<Known> Towns(ImmutableArray<Area> areas) =>
    [
        .. areas.SelectMany(a => a.Match)
            .Where(m => m != "*" && !m.Any(char.IsAsciiDigit) && m.Length > 2)
            .Select(m => new Known(m, [.. m.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Fold)]))
            .OrderByDescending(k => k.Words.Length),
    ];

    private static string? TownCalled(string field, List<Known> towns) =>
        towns.Find(t => t.Words.AsSpan().SequenceEqual([.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Fold)]))?.Name;

    /// <param name="townFollows">The town is named behind: what could be one here is a street, or what they are near.</param>
    private static List<string> Fields(string[] words, List<Known> towns, bool townFollows)
    {
        var (at, length) = TownIn(words, towns, townFollows);
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
    private static (int At, int Length) TownIn(string[] words, List<Known> towns, bool townFollows)
    {
        for (var at = words.Length - 1; at >= 0; at--)
        {
            foreach (var town in towns.Select(t => t.Words))
            {
                var fits = at + town.Length <= words.Length && town.Select((w, i) => w == Fold(words[at + i])).All(same => same);
                if (fits && (at + town.Length == words.Length || !IsStreet(words[at + town.Length])) && !(townFollows && IsOther(words, at, town.Length)))
                {
                    return (at, town.Length);
                }
            }
        }

        return (-1, 0);
    }

    /// <summary>"100 Dundas West", "Bay and Dundas", "Yonge Street near Dundas", with the town behind a comma.</summary>
    private static bool IsOther(string[] words, int at, int length)
    {
        var before = at > 0 ? Fold(words[at - 1]) : "";
        var behind = at + length < words.Length ? Fold(words[at + length]) : "";
        return AddressWords.IsDirection(behind) || behind is "and" or "at" or "&" || before is "and" or "&" || AddressWords.IsNear(before) || (at == 1 && before.All(char.IsAsciiDigit));
    }

    /// <summary>"12 Main Street apartment 4 buzzer 12" is three fields.</summary>
    private static List<string> Street(string[] words)
    {
        List<string> fields = [];
        List<string> field = [];
        for (var i = 0; i < words.Length; i++)
        {
            if (field.Count > 0 && !(field.Count == 1 && Pieces.IsWhich(field[0])) && AccessWords.Contains(Fold(words[i])) && (i + 1 == words.Length || !IsStreet(words[i + 1])))
            {
                // "on the second floor", "the buzzer": which one it is stands before it.
                var from = field.FindLastIndex(w => !Pieces.IsSmall(w)) + 1;
                from = from == field.Count && field.Count > 1 && Pieces.IsWhich(field[^1]) ? field.Count - 1 : from;
                if (from > 0)
                {
                    fields.Add(string.Join(' ', field[..from]));
                    field.RemoveRange(0, from);
                }
            }

            field.Add(words[i]);
        }

        if (field.Count > 0)
        {
            fields.Add(string.Join(' ', field));
        }

        return fields;
    }

    /// <summary>Main Street, but not "this way" or "my place".</summary>
    private static bool HasStreet(string[] words)
    {
        for (var i = 1; i < words.Length; i++)
        {
            if (IsStreet(words[i]) && !NoNames.Contains(Fold(words[i - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStreet(string word) => StreetWords.Contains(Fold(word));

    private static string Fold(string word) => Folding.Fold(word).Trim('.', ',').ToLowerInvariant();

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="Name">As the area spells it.</param>
    private sealed record Known(string Name, string[] Words);
}
