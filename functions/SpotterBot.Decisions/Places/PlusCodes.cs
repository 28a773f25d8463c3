using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>
/// Plus codes (Open Location Code): a full one is a small square on the map; a short one is such a square near a town that stands beside it.
/// </summary>
internal static partial class PlusCodes
{
    private const string Alphabet = "23456789CFGHJMPQRVWX";
    private const int PairsLength = 10;
    private const int FineRows = 5;
    private const int FineColumns = 4;

    /// <summary>The code, where it stands, and the middle of its square; null for the square of a short one, which only a map can tell.</summary>
    public static (string Code, int At, int Length, Coordinates? Middle)? Find(string words)
    {
        if (Pattern().Match(words.ToUpperInvariant()) is not { Success: true } match)
        {
            return null;
        }

        var full = match.Value.IndexOf('+', StringComparison.Ordinal) == 8;
        return (match.Value, match.Index, match.Length, full ? Middle(match.Value.Replace("+", "", StringComparison.Ordinal)) : null);
    }

    private static Coordinates? Middle(string digits)
    {
        var (latitude, longitude, step) = (-90.0, -180.0, 20.0);
        var (height, width) = (20.0, 20.0);
        for (var at = 0; at + 1 < Math.Min(digits.Length, PairsLength); at += 2)
        {
            latitude += step * Alphabet.IndexOf(digits[at]);
            longitude += step * Alphabet.IndexOf(digits[at + 1]);
            (height, width) = (step, step);
            step /= 20;
        }

        foreach (var digit in digits.Skip(PairsLength))
        {
            height /= FineRows;
            width /= FineColumns;
            var (row, column) = Math.DivRem(Alphabet.IndexOf(digit), FineColumns);
            latitude += height * row;
            longitude += width * column;
        }

        // The first pair reaches beyond the poles and once round: what it says there is no place.
        return latitude < 90 && longitude < 180 ? new Coordinates(latitude + (height / 2), longitude + (width / 2)) : null;
    }

#pragma warning disable MA0009 // As in PostalCodes.
    [GeneratedRegex(@"(?<![\w+])(([2-9CFGHJMPQRVWX]{8})|([2-9CFGHJMPQRVWX]{4})|([2-9CFGHJMPQRVWX]{6}))\+[2-9CFGHJMPQRVWX]{2,5}(?![\w+])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
#pragma warning restore MA0009
}
