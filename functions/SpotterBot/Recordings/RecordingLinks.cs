using System.Buffers.Binary;
using System.Text;
using SpotterBot.Outreach;
using SpotterBot.Storage;

namespace SpotterBot.Recordings;

/// <summary>
/// Where a document has a caller's recording played from. The link names the recording and when it expires, sealed: nobody can guess one, make one of
/// another, or use it in another session.
/// </summary>
public sealed class RecordingLinks(Urls urls, Privacy privacy, TimeProvider time)
{
    /// <summary>Longer than any document takes; the next one has a link of its own.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    public string Make(string sessionId, string recordingSid)
    {
        var clear = new byte[sizeof(long) + recordingSid.Length];
        BinaryPrimitives.WriteInt64LittleEndian(clear, (time.GetUtcNow() + GoodFor).ToUnixTimeSeconds());
        Encoding.ASCII.GetBytes(recordingSid, clear.AsSpan(sizeof(long)));
        return urls.Recording(sessionId, privacy.SealForUrl(clear, Context(sessionId)));
    }

    /// <summary>The recording that a link names; null where it is not of our making, of another session, or expired.</summary>
    public string? Open(string sessionId, string link) =>
        privacy.OpenFromUrl(link, Context(sessionId)) is { Length: > sizeof(long) } clear
        && time.GetUtcNow().ToUnixTimeSeconds() < BinaryPrimitives.ReadInt64LittleEndian(clear)
            ? Encoding.ASCII.GetString(clear.AsSpan(sizeof(long)))
            : null;

    private static string Context(string sessionId) => "recording/" + sessionId;
}
