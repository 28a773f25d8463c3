using System.Collections.Immutable;
using System.Text;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>One area's way to EMS.</summary>
/// <param name="Match">Postal prefixes, cities or regions, compared as whole fields of a place; <c>*</c> is every place.</param>
/// <param name="Lines">Dispatch line and, if there is one, its backup, in E.164.</param>
/// <param name="DispatchDigits">Keyed after the desk's own menu answers, with <c>w</c> for half a second; empty where there is no menu.</param>
/// <param name="VerifiedOn">When a human last rang and checked it.</param>
public sealed record Area(
    string Name, ImmutableArray<string> Match, ImmutableArray<string> Lines, string DispatchDigits = "", string Language = "en", DateOnly? VerifiedOn = null)
{
    public bool IsCatchAll => Match.Contains("*");
}

/// <summary>How sure we are of the area.</summary>
public enum AreaCertainty
{
    /// <summary>No place, or no area's line serves it.</summary>
    None,

    /// <summary>Exactly one area matches the place.</summary>
    Known,

    /// <summary>Several match, or only the catch-all and the caller has not confirmed: said to be so to peer and EMS.</summary>
    Unconfirmed,
}

/// <param name="City">The field of the place that matched as a city, for saying it back.</param>
public sealed record AreaAnswer(AreaCertainty Certainty, Area? Area, string? City)
{
    public static readonly AreaAnswer None = new(AreaCertainty.None, null, null);

    /// <summary>
    /// Postal code before city before region; fields are compared whole, so that Hamilton Road is not the town of Hamilton.
    /// </summary>
    public static AreaAnswer For(Place? place, ImmutableArray<Area> areas)
    {
        if (place is null)
        {
            return None;
        }

        var byPostal = areas.Where(a => place.PostalCode is { } code && a.Match.Any(m => IsPostalPrefix(m) && PostalMatches(code, m))).ToList();
        var fields = NamedFields(place);
        var byName = areas.Where(a => a.Match.Any(m => m != "*" && !IsPostalPrefix(m) && fields.Exists(f => Same(f, m)))).ToList();
        var city = fields.Find(f => areas.Any(a => a.Match.Any(m => !IsPostalPrefix(m) && m != "*" && Same(f, m))));
        // Two postal areas: the town may tell which; else it is the question.
        var both = byPostal.Intersect(byName).ToList();
        var found = byPostal.Count > 1 && both.Count > 0 ? both : byPostal.Count > 0 ? byPostal : Cities(byName, fields);
        if (found.Count == 1)
        {
            return new AreaAnswer(AreaCertainty.Known, found[0], city);
        }

        if (found.Count > 1)
        {
            return new AreaAnswer(AreaCertainty.Unconfirmed, found[0], city);
        }

        return areas.FirstOrDefault(a => a.IsCatchAll) is { } all
            ? new AreaAnswer(place.AreaConfirmed ? AreaCertainty.Known : AreaCertainty.Unconfirmed, all, city)
            : None;
    }

    /// <summary>A place that names city and region matches the area that has its city rather than one that has only its region: the city stands first in an address.</summary>
    private static List<Area> Cities(List<Area> areas, List<string> fields)
    {
        foreach (var field in fields)
        {
            var named = areas.Where(a => a.Match.Any(m => !IsPostalPrefix(m) && Same(field, m))).ToList();
            if (named.Count > 0)
            {
                return named;
            }
        }

        return [];
    }

    /// <summary>The town the caller named when asked, then the place's fields without postal codes. The street's own field counts only when it is the whole place.</summary>
    private static List<string> NamedFields(Place place)
    {
        var fields = place.Fields.Count > 1 ? place.Fields.Skip(1) : place.Fields;
        var named = fields.SelectMany(WithoutPostal).ToList();
        return place.Town is { } town ? [town, .. named] : named;
    }

    /// <summary>"Hamilton ON L8P 1A1" is Hamilton, and ON, beside being itself.</summary>
    private static IEnumerable<string> WithoutPostal(string field)
    {
        var words = field.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        while (words.Count > 0 && words[^1].Any(char.IsAsciiDigit))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count == 0)
        {
            yield break;
        }

        yield return string.Join(' ', words);
        if (words.Count > 1 && words[^1].Length == 2 && words[^1].All(char.IsLetter))
        {
            yield return string.Join(' ', words[..^1]);
            yield return words[^1];
        }
    }

    /// <summary>Digits only, or a letter and a digit in turn: L8P and 14201, but not the town of 100 Mile House.</summary>
    private static bool IsPostalPrefix(string match)
    {
        var code = match.Replace(" ", "", StringComparison.Ordinal);
        return code.Length is > 0 and <= 6 && code.Any(char.IsAsciiDigit)
            && (code.All(char.IsAsciiDigit) || code.Select((c, i) => i % 2 == 0 ? char.IsLetter(c) : char.IsAsciiDigit(c)).All(fits => fits));
    }

    private static bool PostalMatches(string code, string prefix) =>
        code.StartsWith(prefix.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static bool Same(string field, string match) => Fold(field) == Fold(match);

    private static string Fold(string words)
    {
        var folded = new StringBuilder(words.Length);
        foreach (var c in Folding.Fold(words))
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToUpperInvariant(c));
            }
        }

        return folded.ToString();
    }
}
