using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>A street found in a run of words.</summary>
/// <param name="Names">What is worth spelling.</param>
/// <param name="Before">Stood before it: what the place is called, or where along the street it is.</param>
/// <param name="Tokens">Number, name, type and directions.</param>
/// <param name="After">Stood behind it: a town, if anything that is one.</param>
internal sealed record ReadStreet(AddressKind Kind, string Number, ImmutableArray<string> Names, string[] Before, string[] Tokens, string Spoken, string[] After);

/// <summary>Streets, intersections, highways and rural roads in a run of words without commas.</summary>
internal static partial class StreetReader
{
    /// <summary>Never anything but a street's type, so that what stands behind it belongs to it no more.</summary>
    private static readonly string[] Strong =
        ["street", "st", "road", "rd", "avenue", "ave", "av", "drive", "dr", "lane", "ln", "boulevard", "blvd", "crescent", "cres", "cr", "court", "crt", "ct", "place", "pl", "terrace", "terr", "way", "parkway", "pkwy",
         "trail", "circle", "cir", "sideroad", "esplanade", "turnpike"];

    /// <summary>No street is called so: the way, my place, in line.</summary>
    private static readonly string[] NoNames = ["the", "my", "this", "that", "a", "an", "no", "in", "on", "of", "your", "our", "any", "some", "right", "same", "long", "and", "to", "at", "which", "what", "near", "behind", "off", "down"];

    private static readonly string[] CornerWords = ["corner", "intersection", "coin", "angle", "crossroads", "junction"];

    public static bool IsNumber(string token) => Number().IsMatch(token);

    /// <summary>Null where no street stands in the words.</summary>
    public static ReadStreet? Read(string[] tokens) =>
        NumberedRoad(tokens) ?? Intersection(tokens) ?? Civic(tokens) ?? Unnumbered(tokens);

    /// <summary>"RR 2", "2450 Concession 5 Road", "Hwy 17 km 412", "I-90 exit 12", "A9 junction 23".</summary>
    private static ReadStreet? NumberedRoad(string[] tokens)
    {
        var words = string.Join(' ', tokens);
        if (Rural().Match(words) is { Success: true } rural)
        {
            return Split(AddressKind.Rural, rural);
        }

        return Highway().Match(words) is { Success: true } highway && !(highway.Groups["name"].Value.Length < 2) ? Split(AddressKind.Highway, highway) : null;

        ReadStreet Split(AddressKind kind, Match match)
        {
            var before = words[..match.Index].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var numbered = before.Length > 0 && IsNumber(before[^1]);
            var rest = words[(match.Index + match.Length)..].Trim();

            // Where along it: "km 412", "north of Cochrane", "exit 12". A town may stand behind that only where a comma tells it apart.
            var whole = rest.Length == 0 ? match.Value : $"{match.Value} {rest}";
            var number = numbered ? before[^1] : "";
            string[] road = [.. numbered ? [number] : Array.Empty<string>(), .. whole.Split(' ')];
            return new ReadStreet(numbered ? AddressKind.Civic : kind, number, [], numbered ? before[..^1] : before, road, Places.Spoken.Plain(road), []);
        }
    }

    private static ReadStreet? Intersection(string[] tokens)
    {
        var corner = Array.FindIndex(tokens, t => Array.IndexOf(CornerWords, AddressWords.Fold(t).Split('\'')[^1]) >= 0);
        var from = corner < 0 ? 0 : corner + 1;
        while (corner >= 0 && from < tokens.Length && AddressWords.Fold(tokens[from]) is "of" or "the" or "de" or "des" or "du")
        {
            from++;
        }

        var between = Array.FindIndex(tokens, from, t => t is "&" or "/" or "@" or "+" || AddressWords.Fold(t) is "and" or "et" or "x");
        between = between < 0 ? Array.FindIndex(tokens, from, t => AddressWords.Fold(t) is "at") : between;
        if (between <= from || between + 1 >= tokens.Length)
        {
            return null;
        }

        // "bus shelter at Barton St and Ottawa St": what stands before the first street is where to look.
        var at = AddressWords.Fold(tokens[between]) is "at";
        from = corner < 0 && !at ? Math.Max(from, Array.FindLastIndex(tokens, between - 1, between - from, t => AddressWords.IsPreposition(t) && !AddressWords.IsDirection(t)) + 1) : from;
        if (from >= between)
        {
            return null;
        }

        var one = tokens[from..between];
        var other = tokens[(between + 1)..];
        if ((IsNumber(one[0]) && one.Length > 1 && !IsOnlyName(one)) || (IsNumber(other[0]) && !(other.Length > 1 && IsStrong(other[1]))) || (at && AddressWords.IsPreposition(one[0])))
        {
            return null;
        }

        var first = Unnumbered(one);
        var second = Unnumbered(other);
        var symbol = tokens[between] is "&" or "/" or "@" or "x" or "X";
        if (one.Length > 5 || (first is null && second is null && corner < 0 && !symbol) || Array.IndexOf(NoNames, AddressWords.Fold(other[0])) >= 0 || Array.IndexOf(NoNames, AddressWords.Fold(one[0])) >= 0 || (AddressWords.IsLandmark(other[^1]) && second is null))
        {
            return null;
        }

        var (crossing, after) = second is null ? (other, []) : (second.Tokens, second.After);
        if (second is null && other.Length > 3)
        {
            return null;
        }

        string[] all = [.. corner < 0 ? [] : tokens[..from], .. one, tokens[between], .. crossing];
        var spoken = $"{first?.Spoken ?? string.Join(' ', one)} {(AddressWords.Fold(tokens[between]) is "et" ? "et" : "and")} {second?.Spoken ?? string.Join(' ', crossing)}";
        ImmutableArray<string> names = [.. first?.Names ?? Spelt(one), .. second?.Names ?? Spelt(crossing)];
        return new ReadStreet(AddressKind.Intersection, "", names, corner < 0 ? tokens[..from] : [], all, spoken, after);
    }

    private static ReadStreet? Civic(string[] tokens)
    {
        var at = Array.FindIndex(tokens, IsNumber);
        if (at < 0 || at + 1 >= tokens.Length)
        {
            return null;
        }

        // "204 1350 Main St": the first is a door. "1215 13 St" is a numbered street, and 5 Mile Road one too.
        if (at + 3 < tokens.Length && tokens[at].All(char.IsAsciiDigit) && tokens[at + 1].All(char.IsAsciiDigit)
            && !AddressWords.IsTypeBehind(tokens[at + 2]) && AddressWords.Fold(tokens[at + 2]) is not ("mile" or "corners" or "points") && Name(tokens[(at + 2)..]) is not null)
        {
            at++;
        }

        // "1 1/2 Main St", "12 - 14 Elm Rd", "12 bis rue ...": what follows the number and is none of the name.
        var from = at + 1;
        while (from + 1 < tokens.Length && (tokens[from] is "-" or "bis" or "ter" or "1/2" or "½" || (tokens[from - 1] is "-" && IsNumber(tokens[from]))))
        {
            from++;
        }

        var number = string.Join(' ', tokens[at..from]);
        var before = tokens[..at];
        var name = tokens[from..];
        if (Name(name) is { } street)
        {
            string[] all = [.. tokens[at..from], .. street.Tokens];
            return street with { Kind = AddressKind.Civic, Number = number, Before = before, Tokens = all, Spoken = $"{number} {street.Spoken}" };
        }

        // A number and a name without a type: "12 Broadway". In the middle of words it may be any number.
        var plain = at == 0 && name.Length <= 3 && name.All(t => char.IsLetter(t[0])) && (Array.IndexOf(NoNames, AddressWords.Fold(name[0])) < 0 || name is ["The", _]) && (!AddressWords.IsPreposition(name[0]) || name is ["The", _]) && !IsMeasure(name[0])
            && !name.Any(AddressWords.IsLandmark);
        return plain ? new ReadStreet(AddressKind.Civic, number, Spelt(name), before, tokens[at..], $"{number} {string.Join(' ', name)}", []) : null;
    }

    private static ReadStreet? Unnumbered(string[] tokens)
    {
        if (tokens.Length < 2)
        {
            return null;
        }

        var first = AddressWords.Fold(tokens[0]);
        return Array.IndexOf(NoNames, first) >= 0 || (AddressWords.IsPreposition(tokens[0]) && !AddressWords.IsDirection(tokens[0])) ? null
            : Name(tokens) is { } street && (AddressWords.IsTypeBefore(tokens[0]) || IsNamed(street)) ? street : null;
    }

    /// <summary>
    /// Without a number only a word that is never anything but a type makes a street: Thunder Bay is none. Nor is it one where something to look for, or a
    /// small word, stands in its name or right behind it: "under the Burlington St bridge".
    /// </summary>
    private static bool IsNamed(ReadStreet street)
    {
        var type = Array.FindLastIndex(street.Tokens, IsStrong);
        return type > 0 && type <= 4 && !(street.After.Length > 0 && AddressWords.IsLandmark(street.After[0]))
            && !street.Tokens.Take(type).Any(t => (AddressWords.IsLandmark(t) || AddressWords.IsPreposition(t) || Array.IndexOf(NoNames, AddressWords.Fold(t)) >= 0) && !AddressWords.IsDirection(t));
    }

    /// <summary>A name with its type, behind it or before it.</summary>
    private static ReadStreet? Name(string[] tokens) => EnglishType(tokens) is var type && type > 0 ? English(tokens, type)
        : AddressWords.IsTypeBefore(tokens[0]) && tokens.Length > 1 ? French(tokens)
        : null;

    private static ReadStreet English(string[] tokens, int type)
    {
        var end = Directed(tokens, type + 1);
        var street = tokens[..end];
        var name = tokens[..type].Where((t, i) => !(i == 0 && type > 1 && AddressWords.IsDirection(t))).ToArray();
        return new ReadStreet(AddressKind.Street, "", Spelt(name), [], street, Places.Spoken.Street(street, type, isFrench: false), tokens[end..]);
    }

    private static ReadStreet French(string[] tokens)
    {
        var direction = Array.FindIndex(tokens, 2, AddressWords.IsDirection);
        var end = direction < 0 ? tokens.Length : direction + 1;
        var street = tokens[..end];
        var name = street[1..].Where(t => !AddressWords.IsFrenchParticle(t) && !AddressWords.IsDirection(t)).ToArray();
        return new ReadStreet(AddressKind.Street, "", Spelt(name), [], street, Places.Spoken.Street(street, 0, isFrench: true), tokens[end..]);
    }

    /// <summary>Where the type stands that ends the name; 0 or less: nowhere. St is Saint where a later word is a type, or where one stands before it.</summary>
    private static int EnglishType(string[] tokens)
    {
        var last = Array.FindLastIndex(tokens, t => IsStrong(t) && !IsSaint(t));
        for (var at = 1; at < tokens.Length; at++)
        {
            if (Array.IndexOf(NoNames, AddressWords.Fold(tokens[at - 1])) >= 0)
            {
                continue;
            }

            if (IsSaint(tokens[at]) ? last < at : IsStrong(tokens[at]))
            {
                // "Park Road" is one type behind another; "Avenue Road" too.
                return !IsSaint(tokens[at]) && at + 1 < tokens.Length && IsStrong(tokens[at + 1]) && !(IsSaint(tokens[at + 1]) && at + 2 < tokens.Length && !AddressWords.IsDirection(tokens[at + 2])) ? at + 1 : at;
            }
        }

        if (AddressWords.IsTypeBefore(tokens[0]) && !IsStrong(tokens[^1]))
        {
            return -1;
        }

        var weak = Array.FindIndex(tokens, 1, t => AddressWords.IsTypeBehind(t) && !IsStrong(t));
        while (weak > 0 && weak + 1 < tokens.Length && AddressWords.IsTypeBehind(tokens[weak + 1]))
        {
            weak++;
        }

        return weak;
    }

    /// <summary>Where the directions behind a type end; a town may begin with one.</summary>
    private static int Directed(string[] tokens, int from)
    {
        var at = from;
        while (at < tokens.Length && AddressWords.IsDirection(tokens[at]) && !(at + 1 < tokens.Length && AddressWords.IsDirectedTown(tokens[at], tokens[at + 1])))
        {
            at++;
        }

        return at;
    }

    private static bool IsStrong(string token) => Array.IndexOf(Strong, AddressWords.Fold(token)) >= 0;

    private static bool IsSaint(string token) => AddressWords.Fold(token) == "st";

    /// <summary>"5th & Main": a numbered street, and no house.</summary>
    private static bool IsOnlyName(string[] tokens) => tokens.Length <= 3 && tokens.Skip(1).All(t => AddressWords.IsTypeBehind(t) || AddressWords.IsDirection(t));

    private static bool IsMeasure(string token) => AddressWords.Fold(token) is "km" or "kilometres" or "kilometers" or "miles" or "mile" or "minutes" or "min" or "blocks" or "block" or "people" or "of" or "m" or "metres" or "floors";

    /// <summary>Names with digits are heard as they are.</summary>
    private static ImmutableArray<string> Spelt(IEnumerable<string> tokens) =>
        [.. tokens.Select(t => t.Trim('.', ',')).Where(t => t.Any(char.IsLetter) && !t.Any(char.IsAsciiDigit) && !AddressWords.IsDirection(t) && AddressWords.Fold(t) is not ("st" or "ste" or "saint" or "sainte" or "the" or "of") && t.Count(char.IsLetter) > 1)];

    // No time-outs, as in PostalCodes.
#pragma warning disable MA0009
    [GeneratedRegex(@"^#?\d{1,6}([A-Za-z½¼¾]|[-/]\d{1,6}[A-Za-z]?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\b(r\.?r\.?|rural route|concession( road| rd)?|con\.?|conc\.?|range( road| rd)?|rge( rd)?|township( road| rd)?|twp( road| rd)?|line|sideroad|side road|sdrd|section road|grid road|rang|star route)\s+(no\.?\s*|#\s*)?\d+[A-Za-z]?\b(\s+(road|rd|line))?(\s+(north|south|east|west|[NSEW])\b)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rural();

    [GeneratedRegex(
        @"\b(?<name>(trans[- ]canada( highway| hwy)?|yellowhead( highway| hwy)?|alaska highway|alcan|(state |us |u\.s\. |county |cty |king's )?(highway|hwy|route|rte)\.?\s*#?\d+[A-Za-z]?|autoroute\s*\d+|aut\.?\s*\d+|(interstate|i)[- ]\d+|us[- ]\d+|sr[- ]\d+|cr[- ]\d+|fm[- ]\d+|county (road|rd)\s+\d+|regional (road|rd)\s+\d+|farm road \d+|[AMN]\d{1,4}(?= (near|between|junction|j\d|jct|exit|services|north|south|east|west|northbound|southbound|at|by|lay-?by|mile|km|hard|past|outside|towards|heading)|$)))(\s+(north|south|east|west|[NSEW])\b(?! of))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Highway();
#pragma warning restore MA0009
}
