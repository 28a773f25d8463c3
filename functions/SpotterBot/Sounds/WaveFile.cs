using System.Buffers.Binary;
using System.Text;

namespace SpotterBot.Sounds;

/// <summary>An uncompressed wave file as a phone line carries it: one channel, 8000 samples a second of 16 bits.</summary>
internal static class WaveFile
{
    public const string ContentType = "audio/wav";

    /// <summary>Samples a second.</summary>
    public const int Rate = 8000;

    private const int HeaderBytes = 44;

    public static byte[] Of(ReadOnlySpan<short> samples)
    {
        var file = new byte[HeaderBytes + (samples.Length * 2)];
        Header(file, samples.Length * 2);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderBytes + (i * 2)), samples[i]);
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
