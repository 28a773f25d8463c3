using System.Buffers.Binary;
using System.Text;

namespace SpotterBot.Sounds;

/// <summary>
/// A soft chord that swells and fades, for a line on which nothing is due. Computed rather than stored: ten seconds, one channel, 8000 samples
/// a second of 16 bits, and as quiet at its end as at its beginning, so that it can be played over and over without a click.
/// </summary>
public static class CalmTone
{
    public const string Path = "/sounds/calm.wav";

    public const int Seconds = 10;

    private const int Rate = 8000;
    private const double Loudness = 0.12;

    /// <summary>An open chord, hertz, of tones that a phone line carries.</summary>
    private static readonly double[] Tones = [329.6, 493.9, 659.3];

    private static readonly Lazy<byte[]> Made = new(Make);

    /// <summary>The file.</summary>
    public static ReadOnlySpan<byte> Wave => Made.Value;

    private static byte[] Make()
    {
        const int Samples = Rate * Seconds;
        var file = new byte[44 + (Samples * 2)];
        Header(file, Samples * 2);
        for (var i = 0; i < Samples; i++)
        {
            var at = i / (double)Rate;
            var swell = Math.Pow(Math.Sin(Math.PI * at / Seconds), 2);
            var sum = Tones.Select((hertz, n) => Math.Sin(2 * Math.PI * hertz * at) / (n + 1)).Sum() / Tones.Length;
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), (short)(sum * swell * Loudness * short.MaxValue));
        }

        return file;
    }

    private static void Header(Span<byte> file, int bytes)
    {
        Encoding.ASCII.GetBytes("RIFF", file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], 36 + bytes);
        Encoding.ASCII.GetBytes("WAVEfmt ", file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        Encoding.ASCII.GetBytes("data", file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], bytes);
    }
}
