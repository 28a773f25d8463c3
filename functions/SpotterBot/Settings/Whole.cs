using System.Globalization;

namespace SpotterBot.Settings;

/// <summary>Whole numbers written with digits alone: no sign, no space, no separator.</summary>
internal static class Whole
{
    public static bool TryParse(string? text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
