using System.Security.Cryptography;

namespace SpotterBot.Storage;

/// <summary>
/// The ids of a row's last writes, youngest first. They stand in the row, and tell a writer whose answer got lost what became of its write,
/// even where others have written since.
/// </summary>
internal readonly record struct WriteIds(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>More writes than others do between a write and the look back at it.</summary>
    public const int Most = 32;

    private const int IdBytes = 8;

    /// <summary>Older ones may have been dropped.</summary>
    public bool IsFull => Bytes.Length >= Most * IdBytes;

    /// <summary>The one that made the row as it is; none where it was not written by this program.</summary>
    public WriteIds Youngest => new(Bytes[..Math.Min(IdBytes, Bytes.Length)]);

    /// <summary>These, and a new one in front.</summary>
    public WriteIds Next() =>
        new((byte[])[.. RandomNumberGenerator.GetBytes(IdBytes), .. Bytes.Span[..Math.Min(Bytes.Length, (Most - 1) * IdBytes)]]);

    public bool Contains(WriteIds one) => !one.Bytes.IsEmpty && Bytes.ToArray().Chunk(IdBytes).Any(id => one.Bytes.Span.SequenceEqual(id));

    public bool StartsWith(WriteIds one) => !one.Bytes.IsEmpty && Bytes.Span.StartsWith(one.Bytes.Span);
}
