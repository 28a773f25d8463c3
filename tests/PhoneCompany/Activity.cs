namespace PhoneCompany;

/// <summary>One line of what happened at the phone company, for a page that streams it.</summary>
public sealed class ActivityEntry(long sequence, DateTimeOffset utc, string phone, string kind, string text)
{
    /// <summary>From 1, without gaps.</summary>
    public long Sequence => sequence;

    public DateTimeOffset Utc => utc;

    /// <summary>The phone it happened to, E.164, or "" for the company itself.</summary>
    public string Phone => phone;

    /// <summary>
    /// <c>call</c> (a call's status changed), <c>text</c> (a text's status changed), <c>heard</c>, <c>said</c>, <c>pressed</c>,
    /// <c>text-in</c> (arrived at the phone), <c>text-out</c> (sent by the phone), <c>room</c>, <c>alert</c>, <c>violation</c>.
    /// </summary>
    public string Kind => kind;

    public string Text => text;

    public override string ToString() => $"{sequence} {utc:HH:mm:ss.fff} {phone} {kind}: {text}";
}

/// <summary>What Twilio's debugger would list: a failed webhook, a document it could not use, a dial it refused.</summary>
/// <param name="Code">Twilio's error code.</param>
/// <param name="Sid">The call or message it belongs to, if any.</param>
public sealed record DebuggerAlert(DateTimeOffset Utc, int Code, string Url, string? Sid, string Text);
