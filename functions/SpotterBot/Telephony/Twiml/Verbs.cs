namespace SpotterBot.Telephony.Twiml;

/// <summary>Fetches another document and abandons this one.</summary>
/// <param name="Url">Absolute, or relative to the current document; empty fetches the current one again.</param>
public sealed record Redirect(string Url) : VoiceVerb
{
    private protected override void Write(TwimlWriter writer) => writer.Element("Redirect", () => writer.Text(Url));
}

/// <summary>Ends this leg, and only this one.</summary>
public sealed record Hangup : VoiceVerb
{
    private protected override void Write(TwimlWriter writer) => writer.Element("Hangup", static () => { });
}

/// <summary>What a refused caller hears.</summary>
public enum RejectReason
{
    /// <summary>"The number is not in service".</summary>
    Rejected,

    /// <summary>A busy tone.</summary>
    Busy,
}

/// <summary>Refuses an incoming call, unanswered and unbilled. Means something only as the first verb.</summary>
/// <param name="Reason">What the caller hears.</param>
public sealed record Reject(RejectReason Reason = RejectReason.Rejected) : VoiceVerb
{
    private protected override void Write(TwimlWriter writer) =>
        writer.Element("Reject", () => writer.Attribute("reason", XmlText.Camel(Reason)));
}

/// <summary>Records the caller. Silence throughout goes on to the next verb.</summary>
public sealed record Record : VoiceVerb
{
    /// <summary>Where the recording is told of. Always set it: the default is the current document, which makes loops.</summary>
    public string? Action { get; init; }

    /// <summary>Seconds of silence that end it (5).</summary>
    public int? Timeout { get; init; }

    /// <summary>The keys that end it (any); empty for none.</summary>
    public string? FinishOnKey { get; init; }

    /// <summary>Most seconds (3600).</summary>
    public int? MaxLength { get; init; }

    /// <summary>A beep before it (true).</summary>
    public bool? PlayBeep { get; init; }

    /// <summary>Where the finished recording is reported; absolute.</summary>
    public string? RecordingStatusCallback { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Record", () =>
    {
        writer.Attribute("action", Action);
        writer.Attribute("timeout", Timeout);
        writer.Attribute("finishOnKey", FinishOnKey);
        writer.Attribute("maxLength", MaxLength);
        writer.Attribute("playBeep", PlayBeep);
        writer.Attribute("recordingStatusCallback", RecordingStatusCallback);
    });
}
