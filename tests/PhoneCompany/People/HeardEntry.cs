namespace PhoneCompany.People;

/// <summary>What kind of sound reached a phone.</summary>
public enum HeardKind
{
    /// <summary>The machine speaking: Say.</summary>
    Speech,

    /// <summary>A file: Play. The text is its URL.</summary>
    Audio,

    /// <summary>Another person's voice.</summary>
    Voice,

    /// <summary>The beep of a room or of a recording.</summary>
    Beep,

    /// <summary>Hold music.</summary>
    Music,

    /// <summary>A phone ringing at the far end.</summary>
    Ringback,

    /// <summary>A keypad tone. The text is the key.</summary>
    Tone,
}

/// <summary>Something one phone heard. Speech that is cut off keeps only the words that were out by then.</summary>
public sealed class HeardEntry
{
    private readonly string _whole;

    internal HeardEntry(DateTimeOffset utc, string callSid, HeardKind kind, string text, TimeSpan duration, string? who)
    {
        Utc = utc;
        CallSid = callSid;
        Kind = kind;
        Text = _whole = text;
        WholeDuration = Duration = duration;
        Who = who;
    }

    /// <summary>When it began.</summary>
    public DateTimeOffset Utc { get; }

    public string CallSid { get; }

    public HeardKind Kind { get; }

    /// <summary>The words; while it is still being spoken, all of them.</summary>
    public string Text { get; private set; }

    /// <summary>How long it lasts. Music and ringing that still go on have none.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Whose voice, E.164; null for the machine.</summary>
    public string? Who { get; }

    public bool IsCutOff { get; private set; }

    internal TimeSpan WholeDuration { get; }

    private DateTimeOffset EndsUtc => Utc + Duration;

    public override string ToString() => $"{Utc:HH:mm:ss.f} {Kind}{(Who is null ? "" : " " + Who)}: {Text}{(IsCutOff ? " --" : "")}";

    /// <summary>The words between two fractions of a text, whole words only: begun after the one, finished before the other.</summary>
    internal static string Part(string text, double from, double to)
    {
        var (start, end) = ((int)Math.Ceiling(text.Length * Math.Clamp(from, 0, 1)), (int)(text.Length * Math.Clamp(to, 0, 1)));
        while (start > 0 && start < text.Length && text[start - 1] != ' ')
        {
            start++;
        }

        while (end > 0 && end < text.Length && text[end] != ' ')
        {
            end--;
        }

        return start >= end ? "" : text[start..end].Trim();
    }

    internal void CutOff(DateTimeOffset utc)
    {
        if (Kind is HeardKind.Music or HeardKind.Ringback)
        {
            Duration = Duration == TimeSpan.Zero ? utc - Utc : Duration;
        }
        else if (utc < EndsUtc)
        {
            IsCutOff = true;
            Text = Kind is HeardKind.Speech or HeardKind.Voice ? Part(_whole, 0, (utc - Utc) / WholeDuration) : _whole;
            Duration = utc - Utc;
        }
    }

    /// <summary>The words spoken at or after <paramref name="fromUtc"/>.</summary>
    internal string TextFrom(DateTimeOffset fromUtc)
    {
        if (fromUtc <= Utc || WholeDuration == TimeSpan.Zero)
        {
            return fromUtc <= Utc ? Text : "";
        }

        return Part(_whole, (fromUtc - Utc) / WholeDuration, IsCutOff ? Duration / WholeDuration : 1);
    }

    /// <summary>When the text up to this character is out, counted from the beginning.</summary>
    internal TimeSpan Until(int characters) => _whole.Length == 0 ? TimeSpan.Zero : WholeDuration * ((double)characters / _whole.Length);
}

/// <summary>A text that arrived at a phone.</summary>
public sealed record ReceivedText(DateTimeOffset Utc, string From, string Body, string MessageSid);

/// <summary>A call that rang and was not taken.</summary>
public sealed record MissedCall(DateTimeOffset Utc, string From, string CallSid);

/// <summary>What a voicemail kept: everything said to it after its beep.</summary>
public sealed record VoicemailRecording(DateTimeOffset Utc, string From, string Text, TimeSpan Duration, string CallSid);
