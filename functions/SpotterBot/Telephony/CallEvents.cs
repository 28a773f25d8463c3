namespace SpotterBot.Telephony;

/// <summary>The steps of a call that are reported to its status callback.</summary>
[Flags]
public enum CallEvents
{
    /// <summary>None asked for: Twilio then reports the end only.</summary>
    None = 0,

    /// <summary>It left Twilio's queue.</summary>
    Initiated = 1,

    /// <summary>The phone rings; may be skipped.</summary>
    Ringing = 2,

    /// <summary>Something answered: a person, a voicemail, a screener.</summary>
    Answered = 4,

    /// <summary>It ended, in whichever way.</summary>
    Completed = 8,

    /// <summary>Every step.</summary>
    All = Initiated | Ringing | Answered | Completed,
}
