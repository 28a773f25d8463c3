using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>A house number digit by digit, with the words for whatever else stands in it: a number that is spelled wrong is another house.</summary>
internal static partial class HouseNumber
{
    /// <summary>Behind a dash, a number that is smaller than this or nearer than <see cref="RangeMost"/> may as well end a range.</summary>
    private const int HouseLeast = 100;

    private const int RangeMost = 20;

    /// <summary>Empty where it cannot be told how it is meant.</summary>
    /// <param name="country">In the United States a dash is part of the number, or a block.</param>
    public static string Spelled(string number, bool isFrench, string? country = null)
    {
        var parts = Form().Match(number.Trim().TrimStart('#'));
        if (!parts.Success)
        {
            return "";
        }

        var (first, second) = (parts.Groups["first"].Value, parts.Groups["second"].Value);
        if (second.Length > 0)
        {
            return country != "US" && IsUnit(first, second)
                ? isFrench ? $"appartement {Apart(first)}, numéro {Apart(second)}" : $"unit {Apart(first)}, number {Apart(second)}"
                : $"{Apart(first)} {(isFrench ? "tiret" : "dash")} {Apart(second)}";
        }

        var more = parts.Groups["more"].Value.ToLowerInvariant() switch
        {
            "" => "",
            "½" or "1/2" => isFrench ? " et demi" : " and a half",
            "¼" => isFrench ? " et quart" : " and a quarter",
            "¾" => isFrench ? " trois quarts" : " and three quarters",
            var word => $" {word}",
        };
        return Apart(first) + more;
    }

    /// <summary>As it is read: "unit 4, 120" for Canada's "4-120"; any other as it is written.</summary>
    public static string Said(string number, bool isFrench, string? country) =>
        country == "CA" && Form().Match(number.Trim()) is { Success: true } parts && (parts.Groups["first"].Value, parts.Groups["second"].Value) is var (first, second) && IsUnit(first, second)
            ? $"{(isFrench ? "appartement" : "unit")} {first}, {second}"
            : number;

    /// <summary>"4-120" is how Canada writes apartment 4 at number 120; "12-14" may be both houses.</summary>
    private static bool IsUnit(string first, string second) =>
        int.TryParse(first, out var unit) && int.TryParse(second, out var house) && house >= HouseLeast && house - unit is < 0 or > RangeMost;

    private static string Apart(string word) => string.Join(' ', word.Select(char.ToUpperInvariant));

    // No time-out, as in PostalCodes.
#pragma warning disable MA0009
    [GeneratedRegex(@"^(?<first>\d{1,6}[A-Za-z]?)( ?- ?(?<second>\d{1,6}[A-Za-z]?)| ?(?<more>½|¼|¾|1/2|bis|ter))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
#pragma warning restore MA0009
}
