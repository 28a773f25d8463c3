namespace SpotterBot.Sounds;

/// <summary>
/// A soft chord that swells and fades, for a line on which nothing is due. Computed rather than stored: ten seconds, and as quiet at
/// its end as at its beginning, so that it can be played over and over without a click.
/// </summary>
public static class CalmTone
{
    public const string Path = "/sounds/calm.wav";

    public const int Seconds = 10;

    private const double Loudness = 0.12;

    /// <summary>An open chord, hertz, of tones that a phone line carries.</summary>
    private static readonly double[] Tones = [329.6, 493.9, 659.3];

    private static readonly Lazy<byte[]> Made = new(Make);

    /// <summary>The file.</summary>
    public static ReadOnlySpan<byte> Wave => Made.Value;

    private static byte[] Make()
    {
        var samples = new short[WaveFile.Rate * Seconds];
        for (var i = 0; i < samples.Length; i++)
        {
            var at = i / (double)WaveFile.Rate;
            var swell = Math.Pow(Math.Sin(Math.PI * at / Seconds), 2);
            var sum = Tones.Select((hertz, n) => Math.Sin(2 * Math.PI * hertz * at) / (n + 1)).Sum() / Tones.Length;
            samples[i] = (short)(sum * swell * Loudness * short.MaxValue);
        }

        return WaveFile.Of(samples);
    }
}
