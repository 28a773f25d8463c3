using System.Globalization;
using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>A point on the map, in degrees of WGS 84: north and east positive.</summary>
public sealed record Coordinates(double Latitude, double Longitude)
{
    /// <summary>"43.2557": four places are eleven metres.</summary>
    public string LatitudeDigits => Digits(Latitude);

    /// <inheritdoc cref="LatitudeDigits"/>
    public string LongitudeDigits => Digits(Longitude);

    private static string Digits(double degrees) => Math.Abs(degrees).ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <summary>A point that stands in somebody's words, and the words without it.</summary>
/// <param name="Point">Null where a link or a short plus code says no more than that there is one.</param>
/// <param name="PlusCode">As written, where it is one.</param>
/// <param name="Rest">What else was written.</param>
internal sealed record FoundPoint(Coordinates? Point, string? PlusCode, string Rest);

/// <summary>Finds points: written as numbers, in the links that map programs share, and as plus codes.</summary>
internal static partial class Points
{
    /// <summary>Null where there is neither a point nor a link.</summary>
    public static FoundPoint? Find(string words)
    {
        if (Link().Match(words) is { Success: true } link)
        {
            var rest = words.Remove(link.Index, link.Length);
            var address = Uri.UnescapeDataString(link.Value);
            var inLink = Pair().Match(Named().Match(address) is { Success: true } named ? address[named.Index..] : address);
            return inLink.Success && Read(inLink) is { } point ? new FoundPoint(point, null, rest)
                : Find(rest) ?? new FoundPoint(null, null, rest);
        }

        if (Sexagesimal().Match(words) is { Success: true } degrees && ReadSexagesimal(degrees) is { } fine)
        {
            return new FoundPoint(fine, null, words.Remove(degrees.Index, degrees.Length));
        }

        if (Pair().Match(words) is { Success: true } pair && Read(pair) is { } plain)
        {
            return new FoundPoint(plain, null, words.Remove(pair.Index, pair.Length));
        }

        return PlusCodes.Find(words) is var (code, at, length, where) ? new FoundPoint(where, code, words.Remove(at, length)) : null;
    }

    private static Coordinates? Read(Match pair)
    {
        var latitude = Signed(pair.Groups["lat"].Value, pair.Groups["ns"].Value, "S");
        var longitude = Signed(pair.Groups["lon"].Value, pair.Groups["ew"].Value, "W");
        return Plausible(latitude, longitude);
    }

    private static Coordinates? ReadSexagesimal(Match found)
    {
        return Plausible(One("a", "S"), One("b", "W"));

        double One(string group, string negative)
        {
            var value = Number($"{group}d") + (Number($"{group}m") / 60) + (Number($"{group}s") / 3600);
            return found.Groups[$"{group}h"].Value.Equals(negative, StringComparison.OrdinalIgnoreCase) ? -value : value;
        }

        double Number(string group) => double.TryParse(found.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static double Signed(string digits, string half, string negative)
    {
        var value = double.Parse(digits, CultureInfo.InvariantCulture);
        return half.Equals(negative, StringComparison.OrdinalIgnoreCase) ? -Math.Abs(value) : value;
    }

    private static Coordinates? Plausible(double latitude, double longitude) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && (latitude, longitude) != (0, 0) ? new Coordinates(latitude, longitude) : null;

    // No time-outs, as in PostalCodes.
#pragma warning disable MA0009
    [GeneratedRegex(@"(https?://|geo:|www\.|maps\.(app\.)?goo\.gl/)\S+|\b(goo\.gl/maps|maps\.google\.\w+|maps\.apple\.com|what3words\.com|w3w\.co)/\S*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    /// <summary>Where in a link the point meant stands, rather than the middle of the picture.</summary>
    [GeneratedRegex(@"(?<=[?&](q|query|ll|sll|daddr|destination|mlat|coordinate)=)(loc:)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\d.])(?<lat>[+-]?\d{1,2}\.\d{3,})\s*°?\s*(?<ns>[NS])?\s*([,;/ ]|&(mlon|lon|lng)=|!4d)\s*(?<lon>[+-]?\d{1,3}\.\d{3,})\s*°?\s*(?<ew>[EW]\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();

    [GeneratedRegex(
        """(?<ad>\d{1,2})\s*°\s*(?<am>\d{1,2}(\.\d+)?)\s*['′’]\s*((?<as>\d{1,2}(\.\d+)?)\s*("|″|”|''))?\s*(?<ah>[NS])[\s,;]*(?<bd>\d{1,3})\s*°\s*(?<bm>\d{1,2}(\.\d+)?)\s*['′’]\s*((?<bs>\d{1,2}(\.\d+)?)\s*("|″|”|''))?\s*(?<bh>[EW])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Sexagesimal();
#pragma warning restore MA0009
}
