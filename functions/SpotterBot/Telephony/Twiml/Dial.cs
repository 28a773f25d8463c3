namespace SpotterBot.Telephony.Twiml;

/// <summary>
/// Joins this leg to a conference room or to other phones. With an <see cref="Action"/> the verbs after it are never reached;
/// without one the call goes on there once the dial has ended.
/// </summary>
public sealed record Dial : VoiceVerb
{
    private readonly IReadOnlyList<DialNoun> _nouns;

    /// <param name="room">The room to join.</param>
    public Dial(Conference room) => _nouns = [room];

    /// <param name="numbers">At most ten, rung at once: the first to answer wins and the others are hung up, even if a voicemail was first.</param>
    /// <exception cref="ArgumentException">There is none, or there are more than ten.</exception>
    public Dial(params IEnumerable<Number> numbers)
    {
        _nouns = [.. numbers];
        if (_nouns.Count is 0 or > 10) throw new ArgumentException("A dial rings one to ten numbers.", nameof(numbers));
    }

    /// <summary>Fetched when the dial has ended, also for a caller whom the other side left.</summary>
    public string? Action { get; init; }

    /// <summary>Seconds of ringing (30); Twilio adds about 5.</summary>
    public int? Timeout { get; init; }

    /// <summary>Most seconds together (14400).</summary>
    public int? TimeLimit { get; init; }

    /// <summary>Lets this leg end the dial with <c>*</c> (false).</summary>
    public bool? HangupOnStar { get; init; }

    /// <summary>The number shown: one of the service's own, or this call's other number.</summary>
    public string? CallerId { get; init; }

    /// <summary>Keeps an incoming call ringing until the other side answers (false); only where this is the first verb.</summary>
    public bool? AnswerOnBridge { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Dial", () =>
    {
        writer.Attribute("action", Action);
        writer.Attribute("timeout", Timeout);
        writer.Attribute("timeLimit", TimeLimit);
        writer.Attribute("hangupOnStar", HangupOnStar);
        writer.Attribute("callerId", CallerId);
        writer.Attribute("answerOnBridge", AnswerOnBridge);
        writer.All(_nouns);
    });
}

/// <summary>What a <see cref="Dial"/> joins its leg to.</summary>
public abstract record DialNoun : ITwimlElement
{
    private protected DialNoun()
    {
    }

    void ITwimlElement.WriteTo(TwimlWriter writer) => Write(writer);

    private protected abstract void Write(TwimlWriter writer);
}

/// <summary>A phone to ring. The number has passed the guard; there is no way to write one that has not.</summary>
/// <param name="To">The number.</param>
public sealed record Number(DialableNumber To) : DialNoun
{
    /// <summary>What the called side hears before it is joined (Say, Play, Gather and Hangup only); its end joins.</summary>
    public string? Url { get; init; }

    /// <summary>Keys to press once it answers.</summary>
    public string? SendDigits { get; init; }

    /// <summary>Where the leg's way is reported.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Which steps are reported (only the end).</summary>
    public CallEvents StatusCallbackEvent { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Number", () =>
    {
        writer.Attribute("url", Url);
        writer.Attribute("sendDigits", SendDigits);
        writer.Flags("statusCallbackEvent", StatusCallbackEvent);
        writer.Attribute("statusCallback", StatusCallback);
        writer.Text(To.E164);
    });
}

/// <summary>What a conference room reports.</summary>
[Flags]
public enum ConferenceEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It began: two are in it, one of whom may start it.</summary>
    Start = 1,

    /// <summary>It ended.</summary>
    End = 2,

    /// <summary>Someone came in.</summary>
    Join = 4,

    /// <summary>Someone left.</summary>
    Leave = 8,

    /// <summary>Someone was muted or unmuted.</summary>
    Mute = 16,

    /// <summary>Someone was put on hold or taken off it.</summary>
    Hold = 32,

    /// <summary>Someone's flags changed.</summary>
    Modify = 64,

    /// <summary>Someone began or stopped speaking.</summary>
    Speaker = 128,

    /// <summary>An announcement ended or failed.</summary>
    Announcement = 256,
}

/// <summary>
/// A room. It begins when two are in it, one of them with <see cref="StartConferenceOnEnter"/>; nobody can press keys inside it.
/// Only the first participant's <see cref="StatusCallback"/> counts.
/// </summary>
/// <param name="Name">Unique in the account, letter case ignored; Twilio keeps and shows it, so it holds nothing personal.</param>
public sealed record Conference(string Name) : DialNoun
{
    /// <summary>Heard but not speaking (false).</summary>
    public bool? Muted { get; init; }

    /// <summary>A beep when someone comes or goes (true).</summary>
    public bool? Beep { get; init; }

    /// <summary>This leg may begin the conference (true).</summary>
    public bool? StartConferenceOnEnter { get; init; }

    /// <summary>When this leg leaves, everybody's conference ends (false).</summary>
    public bool? EndConferenceOnExit { get; init; }

    /// <summary>A name for this leg, unique in the room (error 16025), at most 128 characters.</summary>
    public string? ParticipantLabel { get; init; }

    /// <summary>What someone alone hears (music); empty for silence.</summary>
    public string? WaitUrl { get; init; }

    /// <summary>Most legs (250).</summary>
    public int? MaxParticipants { get; init; }

    /// <summary>What is reported (nothing).</summary>
    public ConferenceEvents StatusCallbackEvent { get; init; }

    /// <summary>Where it is reported.</summary>
    public string? StatusCallback { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Conference", () =>
    {
        writer.Attribute("muted", Muted);
        writer.Attribute("beep", Beep);
        writer.Attribute("startConferenceOnEnter", StartConferenceOnEnter);
        writer.Attribute("endConferenceOnExit", EndConferenceOnExit);
        writer.Attribute("participantLabel", ParticipantLabel);
        writer.Attribute("waitUrl", WaitUrl);
        writer.Attribute("maxParticipants", MaxParticipants);
        writer.Flags("statusCallbackEvent", StatusCallbackEvent);
        writer.Attribute("statusCallback", StatusCallback);
        writer.Text(Name);
    });
}
