using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>First Nations, reserves and reservations, by the words that are in their names.</summary>
internal static partial class Reserves
{
    public static bool Is(string words) => Name().IsMatch(words);

    // No time-out, as in PostalCodes. "IR" with a number is the short form that stands in legal names.
#pragma warning disable MA0009
    [GeneratedRegex(
        @"\b(first nations?|indian reserve|indian reservation|reservation|reserve|rez|six nations|tribal lands?|cree nation|ojibway nation|d[eé]n[eé] nation|m[eé]tis settlement|mohawk territory|premi[eè]re nation|kahnawake|kanesatake|akwesasne)\b|\bI\.?R\.?\s*(no\.?\s*|#\s*)?\d+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
#pragma warning restore MA0009
}
