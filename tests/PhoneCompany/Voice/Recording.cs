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

    /// <summary><c>RE</c> and 32 hex digits.</summary>
    public string Sid { get; }

    public string CallSid { get; }

    public string Url { get; }

    public string Text { get; }

    public DateTimeOffset StartedUtc { get; }

    public int Seconds { get; }

    public string Source { get; }
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
