using System.Text.Json.Serialization;

namespace RealFaults.Company;

/// <summary>What happened at the phone company.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Event>))]
internal enum Event
{
    /// <summary>A process of the phone company begins: every call and text of the one before is gone.</summary>
    Began,

    /// <summary>A call has this status now.</summary>
    Call,

    /// <summary>The program had a text sent.</summary>
    TextSent,

    /// <summary>A text arrived at a phone.</summary>
    TextArrived,

    /// <summary>The program took a text of a phone's.</summary>
    TextAnswered,

    /// <summary>The machine began to say something to a phone.</summary>
    Heard,

    /// <summary>A key was pressed on a phone's call.</summary>
    Pressed,

    /// <summary>The program did what Twilio refuses.</summary>
    Violation,
}

/// <summary>One line of the journal.</summary>
/// <param name="Phone">E.164 of the phone that is not ours; null where there is none.</param>
/// <param name="Text">Words, key or status.</param>
internal sealed record Entry(DateTimeOffset Utc, Event Event, string? Phone = null, string? Text = null)
{
    public string? Sid { get; init; }

    /// <summary>The session that the program ordered it for, as in the URL its status is reported to.</summary>
    public string? Session { get; init; }

    /// <summary>The program placed the call, rather than the phone.</summary>
    public bool Outbound { get; init; }
}
