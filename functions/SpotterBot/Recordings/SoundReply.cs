namespace SpotterBot.Recordings;

/// <summary>What a request for a recording is answered with.</summary>
public sealed record SoundReply(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>It is somebody's voice, and to be gone when it is deleted.</summary>
    public const string CacheControl = "no-store";

    public static readonly SoundReply None = new(404, "text/plain; charset=utf-8", "There is nothing here."u8.ToArray());
}
