using System.Collections.Immutable;

namespace SpotterBot.Decisions.Places;

/// <summary>One area's way to EMS.</summary>
/// <param name="Match">Postal prefixes, cities or regions, compared as whole fields of a place; <c>*</c> is every place.</param>
/// <param name="Lines">Dispatch line and, if there is one, its backup, in E.164.</param>
/// <param name="DispatchDigits">Keyed after the desk's own menu answers, with <c>w</c> for half a second; empty where there is no menu.</param>
/// <param name="VerifiedOn">When a human last rang and checked it.</param>
/// <param name="VerifiedBy">Who that was.</param>
/// <param name="PersonPlaces">The centre has not agreed to automated calls: its lines are dialled only for a person who is on the line.</param>
public sealed record Area(
    string Name, ImmutableArray<string> Match, ImmutableArray<string> Lines, string DispatchDigits = "", string Language = "en", DateOnly? VerifiedOn = null, string VerifiedBy = "", bool PersonPlaces = false)
{
    /// <summary>A line that nobody has rung and checked for longer than this may not be what it was.</summary>
    public const int VerifiedDaysMost = 90;

    public bool IsCatchAll => Match.Contains("*");

    /// <summary>Digits alone, or letters and digits as a postal code begins; anything else names a city or a region.</summary>
    public static bool IsPostalPrefix(string match) => PostalCodes.IsPrefix(match);

    /// <summary>Nobody is known to have checked it within <see cref="VerifiedDaysMost"/> days.</summary>
    /// <param name="today">Of any zone: a day sooner or later is no matter here.</param>
    public bool IsStale(DateOnly today) => VerifiedOn is not { } on || today.DayNumber - on.DayNumber > VerifiedDaysMost;

    /// <summary>Its lines' calling code and what follows from it: G1 is a district of Québec and one of Glasgow.</summary>
    public string CallingCode => Lines.IsEmpty ? "" : Array.Find(["+1", "+44", "+353"], c => Lines[0].StartsWith(c, StringComparison.Ordinal)) ?? "";

    private bool IsInCountry(string? country) => (CallingCode, country) is ("", _) or (_, null) or ("+1", "CA" or "US") or ("+44", "GB") or ("+353", "IE");

    internal bool HasPostal(PostalCode code) => IsInCountry(code.Country) && Match.Any(m => PostalCodes.IsPrefix(m) && code.IsIn(m));

    internal bool HasName(string name) => Match.Any(m => m != "*" && !PostalCodes.IsPrefix(m) && Regions.Fold(m) == Regions.Fold(name));

    internal bool HasRegion(string region) => Match.Any(m => m != "*" && !PostalCodes.IsPrefix(m) && Regions.Same(m, region));

    /// <summary>It lies in another country, or its own entries name regions and this is none of them: a town of that name there is another town.</summary>
    internal bool IsElsewhere(string? region, string? country)
    {
        if (!IsInCountry(country))
        {
            return true;
        }

        if (region is null)
        {
            return false;
        }

        var own = Match.Select(RegionOf).OfType<string>().ToList();
        return own.Count > 0 && !own.Contains(region, StringComparer.Ordinal);

        static string? RegionOf(string match) => PostalCodes.IsPrefix(match)
            ? PostalCodes.Bare(match) is { Length: >= 2 } code && char.IsLetter(code[0]) && char.IsAsciiDigit(code[1]) ? PostalCodes.ProvinceOf(new PostalCode(code, "CA", 0, 0)) : null
            : Regions.Of(match)?.Code;
    }
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
    /// Postal code before city before region; never a street's words, so that Hamilton Road is not the town of Hamilton, and not the Hamilton of another
    /// region. What two areas match, or contradicts itself, is in doubt.
    /// </summary>
    public static AreaAnswer For(Place? place, ImmutableArray<Area> areas)
    {
        if (place is null)
        {
            return None;
        }

        var address = place.Address;
        var said = place.Town is { } town ? AddressReader.Read(town) : null;
        var region = said?.Region ?? address.Region;
        var country = said?.Country ?? address.Country;
        List<string> names = [.. Names(place, address, said)];
        var city = names.Find(n => areas.Any(a => a.HasName(n)));
        var byPostal = areas.Where(a => address.PostalCode is { } code && a.HasPostal(code)).ToList();
        var byName = city is null ? [] : areas.Where(a => a.HasName(city) && !a.IsElsewhere(region, country)).ToList();
        var both = byPostal.Intersect(byName).ToList();

        // Two postal areas: the town may tell which; else it is the question.
        var found = byPostal.Count > 1 && both.Count > 0 ? both
            : byPostal.Count > 0 ? byPostal
            : byName.Count > 0 ? byName
            : region is null ? [] : areas.Where(a => a.HasRegion(region)).ToList();
        if (found.Count > 0)
        {
            // A code of one area and a town of another: five digits behind a town may be anything, a door's code too.
            var contradicts = address.IsContradictory || (address.PostalCode is { Country: "US" } && byPostal.Count > 0 && byName.Count > 0 && both.Count == 0);
            return new AreaAnswer(found.Count == 1 && !contradicts ? AreaCertainty.Known : AreaCertainty.Unconfirmed, found[0], city);
        }

        return areas.FirstOrDefault(a => a.IsCatchAll) is { } all
            ? new AreaAnswer(place.AreaConfirmed ? AreaCertainty.Known : AreaCertainty.Unconfirmed, all, city)
            : None;
    }

    /// <summary>
    /// The town the caller named when asked, the towns of the address, then its fields as they stand, for an area may be called anything. The street's own
    /// field counts only when it is the whole place; regions are no cities.
    /// </summary>
    private static IEnumerable<string> Names(Place place, Address address, Address? said)
    {
        string[] named = place.Town is { } town ? [town, .. said!.Towns] : [];
        var fields = (place.Fields.Count > 1 ? place.Fields.Skip(1) : place.Fields).Where(f => Regions.Of(f) is null);
        return named.Concat(address.Towns).Concat(fields);
    }
}
