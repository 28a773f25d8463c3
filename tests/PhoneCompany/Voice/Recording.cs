using System.Globalization;
using System.Text;

namespace PhoneCompany.Voice;

/// <summary>What the company keeps of a Record verb. The text stands for the sound.</summary>
public sealed class Recording
{
    internal Recording(string sid, Call call, string text, DateTimeOffset startedUtc, DateTimeOffset endedUtc, string source)
    {
        Sid = sid;
        CallSid = call.Sid;
        Url = $"https://api.twilio.com/2010-04-01/Accounts/{call.Network.Options.AccountSid}/Recordings/{sid}";
        Text = text;
        StartedUtc = startedUtc;
        Seconds = (int)Math.Ceiling((endedUtc - startedUtc).TotalSeconds);
        Source = source;
    }

    /// <summary>What an MP3 file begins with.</summary>
    private static ReadOnlySpan<byte> Head => "ID3"u8;

    /// <summary><c>RE</c> and 32 hex digits.</summary>
    public string Sid { get; }

    public string CallSid { get; }

    public string Url { get; }

    public string Text { get; }

    public DateTimeOffset StartedUtc { get; }

    public int Seconds { get; }

    public string Source { get; }

    /// <summary>The sound as it goes over the wire: whoever plays it, from wherever they have it, plays these words.</summary>
    internal byte[] Sound => [.. Head, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seconds}\n{Text}"))];

    /// <summary>What is heard of a sound that was once a recording, and for how long; null where it is another.</summary>
    internal static (string Text, TimeSpan Duration)? Heard(ReadOnlySpan<byte> sound) =>
        sound.StartsWith(Head) && Encoding.UTF8.GetString(sound[Head.Length..]).Split('\n', 2) is [var seconds, var text]
            ? (text, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)))
            : null;
}

/// <summary>The recordings that have not been deleted.</summary>
internal sealed class RecordingShelf(PhoneNetwork network)
{
    private readonly List<Recording> _recordings = [];

    public IReadOnlyList<Recording> All => _recordings;

    public Recording Add(Call call, string text, DateTimeOffset startedUtc, string source)
    {
        var recording = new Recording(network.NextSid("RE"), call, text, startedUtc, network.Board.Now, source);
        _recordings.Add(recording);
        return recording;
    }

    public bool Delete(string sid) => _recordings.RemoveAll(recording => recording.Sid == sid) > 0;
}
