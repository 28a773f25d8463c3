namespace SpotterBot.Telephony;

/// <summary>A call to place.</summary>
/// <param name="To">Whom to call, in E.164. The guard is asked, whoever asks for the call.</param>
/// <param name="From">One of the service's own numbers.</param>
/// <param name="Url">Fetched when something answers; absolute; names session and attempt. Null where <paramref name="Document"/> says it all.</param>
/// <param name="Document">TwiML, at most 4000 characters: what is said even where nothing of ours can be fetched.</param>
public sealed record CreateCall(string To, string From, string? Url, string? Document = null)
{
    /// <summary>Fetched where <see cref="Url"/>, or a later document of the call, fails.</summary>
    public string? FallbackUrl { get; init; }

    /// <summary>Where the steps are reported.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Which steps are reported.</summary>
    public CallEvents StatusCallbackEvents { get; init; } = CallEvents.All;

    /// <summary>How long to let it ring, in whole seconds up to 600 (Twilio's default is 60, and it adds about 5).</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long it may last at most, in whole seconds.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Keys to press once it answers, <c>w</c> being half a second: for the menu in front of a dispatch desk.</summary>
    public string? SendDigits { get; init; }

    /// <summary>A call to EMS, or one that the ladder waits for: never held up by what ordinary traffic ran into.</summary>
    public bool Urgent { get; init; }

    /// <summary>Never the numbers or URLs.</summary>
    public override string ToString() => nameof(CreateCall);
}

/// <summary>A text to send.</summary>
/// <param name="To">Who gets it, in E.164. The guard is asked, whoever asks for the text.</param>
/// <param name="Body">At most 1600 characters.</param>
public sealed record CreateMessage(string To, string Body)
{
    /// <summary>One of the service's own numbers; default: the messaging service chooses, or, where there is none, the first.</summary>
    public string? From { get; init; }

    /// <summary>The messaging service that chooses the number, default the configured one.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Where its way is reported.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>After how long it is not worth delivering any more, in whole seconds from 1 to 36000.</summary>
    public TimeSpan? ValidityPeriod { get; init; }

    /// <summary>Never held up by what ordinary traffic ran into.</summary>
    public bool Urgent { get; init; }

    /// <summary>
    /// Kept at Twilio and sent at this instant, at least <see cref="ScheduledLeast"/> ahead, unless it is canceled. Only a messaging service
    /// can do that, and nobody waits for the create.
    /// </summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>What Twilio's reference of the message resource asks for.</summary>
    public static readonly TimeSpan ScheduledLeast = TimeSpan.FromMinutes(5);

    /// <summary>What Twilio's guide to scheduling asks for: an account that goes by it refuses what is nearer.</summary>
    public static readonly TimeSpan ScheduledLeastByGuide = TimeSpan.FromMinutes(15);

    /// <summary>Never the number or the text.</summary>
    public override string ToString() => nameof(CreateMessage);
}

/// <summary>Which calls to list, newest first. Null: any.</summary>
public sealed record ListCalls
{
    /// <summary>To this number.</summary>
    public string? To { get; init; }

    /// <summary>From this number.</summary>
    public string? From { get; init; }

    /// <summary>Dialled by this leg.</summary>
    public string? ParentCallSid { get; init; }

    /// <summary>In this status, in Twilio's spelling (<c>in-progress</c>).</summary>
    public string? Status { get; init; }

    /// <summary>Begun at or after this instant. A call that still waits in the queue has not begun.</summary>
    public DateTimeOffset? StartedFrom { get; init; }

    /// <summary>At most so many, up to 1000.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Never the numbers.</summary>
    public override string ToString() => nameof(ListCalls);
}

/// <summary>Which texts to list, newest first. Null: any.</summary>
public sealed record ListMessages
{
    /// <summary>To this number.</summary>
    public string? To { get; init; }

    /// <summary>From this number.</summary>
    public string? From { get; init; }

    /// <summary>Sent at or after this instant. A text that still waits in the queue has not been sent.</summary>
    public DateTimeOffset? SentFrom { get; init; }

    /// <summary>At most so many, up to 1000.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Never the numbers.</summary>
    public override string ToString() => nameof(ListMessages);
}

/// <summary>What to change about a leg in a room. Null: leave as it is.</summary>
public sealed record UpdateParticipant
{
    /// <summary>Whether its leaving ends the conference.</summary>
    public bool? EndConferenceOnExit { get; init; }

    /// <summary>Whether it is muted.</summary>
    public bool? Muted { get; init; }

    /// <summary>Whether it is on hold.</summary>
    public bool? Hold { get; init; }

    /// <summary>A document whose words only this leg hears.</summary>
    public string? AnnounceUrl { get; init; }
}

/// <summary>What to change about one of the account's own numbers. Null: leave as it is.</summary>
public sealed record UpdateIncomingPhoneNumber
{
    /// <summary>Where calls are answered (by POST).</summary>
    public string? VoiceUrl { get; init; }

    /// <summary>Where they are answered if that fails (by POST).</summary>
    public string? VoiceFallbackUrl { get; init; }

    /// <summary>Where texts go (by POST).</summary>
    public string? SmsUrl { get; init; }

    /// <summary>Where they go if that fails (by POST).</summary>
    public string? SmsFallbackUrl { get; init; }

    /// <summary>Where the end of a call is reported (by POST).</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Takes away the applications and the trunk that would override the URLs.</summary>
    public bool OwnUrlsOnly { get; init; }
}
