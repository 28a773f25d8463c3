namespace SpotterBot.Telephony;

/// <summary>Where a call is. None of these means that a person heard anything: voicemail answers and completes too.</summary>
public enum CallStatus
{
    /// <summary>Missing, or one that this program does not know.</summary>
    Unknown,

    /// <summary>Waiting in Twilio's queue.</summary>
    Queued,

    /// <summary>Out of the queue (reported to webhooks only).</summary>
    Initiated,

    /// <summary>The phone rings.</summary>
    Ringing,

    /// <summary>Something answered.</summary>
    InProgress,

    /// <summary>Ended after something answered.</summary>
    Completed,

    /// <summary>Ended: engaged.</summary>
    Busy,

    /// <summary>Ended: could not be connected.</summary>
    Failed,

    /// <summary>Ended: rang out.</summary>
    NoAnswer,

    /// <summary>Ended: taken back before it was answered.</summary>
    Canceled,
}

/// <summary>Where a text is. <see cref="Sent"/> may be the last that is ever heard of it.</summary>
public enum MessageStatus
{
    /// <summary>Missing, or one that this program does not know.</summary>
    Unknown,

    /// <summary>Taken by a messaging service.</summary>
    Accepted,

    /// <summary>For later.</summary>
    Scheduled,

    /// <summary>Waiting in Twilio's queue.</summary>
    Queued,

    /// <summary>On its way to the carrier.</summary>
    Sending,

    /// <summary>The carrier has it.</summary>
    Sent,

    /// <summary>The handset has it; nobody need have read it.</summary>
    Delivered,

    /// <summary>The carrier could not deliver it.</summary>
    Undelivered,

    /// <summary>Twilio never sent it.</summary>
    Failed,

    /// <summary>Incoming, not whole yet.</summary>
    Receiving,

    /// <summary>Incoming.</summary>
    Received,

    /// <summary>Read, where the channel tells.</summary>
    Read,

    /// <summary>Delivered to some.</summary>
    PartiallyDelivered,

    /// <summary>Taken back.</summary>
    Canceled,
}

/// <summary>Where a conference room is.</summary>
public enum ConferenceStatus
{
    /// <summary>Missing, or one that this program does not know.</summary>
    Unknown,

    /// <summary>Not begun: one alone waits in it.</summary>
    Init,

    /// <summary>Going on.</summary>
    InProgress,

    /// <summary>Over.</summary>
    Completed,
}

/// <summary>Twilio's spelling of these (<c>in-progress</c>, <c>partially_delivered</c>), from answers and webhooks alike.</summary>
public static class Statuses
{
    /// <summary>Reads a call's status; <see cref="CallStatus.Unknown"/> where it is none.</summary>
    public static CallStatus Call(string? text) => Parse<CallStatus>(text);

    /// <summary>Reads a text's status; <see cref="MessageStatus.Unknown"/> where it is none.</summary>
    public static MessageStatus Message(string? text) => Parse<MessageStatus>(text);

    /// <summary>Reads a conference's status; <see cref="ConferenceStatus.Unknown"/> where it is none.</summary>
    public static ConferenceStatus Conference(string? text) => Parse<ConferenceStatus>(text);

    /// <summary>Whether the call has ended, in whichever way; such a status never changes again.</summary>
    public static bool IsEnd(this CallStatus status) =>
        status is CallStatus.Completed or CallStatus.Busy or CallStatus.Failed or CallStatus.NoAnswer or CallStatus.Canceled;

    /// <summary>Whether the text is known not to arrive.</summary>
    public static bool IsLost(this MessageStatus status) =>
        status is MessageStatus.Failed or MessageStatus.Undelivered or MessageStatus.Canceled;

    internal static string Spell(ConferenceStatus status) => status == ConferenceStatus.InProgress ? "in-progress" : status.ToString().ToLowerInvariant();

    private static T Parse<T>(string? text)
        where T : struct, Enum
    {
        // A bare number would parse as the value behind a name.
        if (text is null || text.Any(char.IsAsciiDigit)) return default;

        var name = text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return Enum.TryParse<T>(name, ignoreCase: true, out var status) ? status : default;
    }
}
