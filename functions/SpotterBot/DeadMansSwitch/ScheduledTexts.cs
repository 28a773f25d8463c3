using SpotterBot.Telephony;

namespace SpotterBot.DeadMansSwitch;

/// <summary>Texts that lie at the phone company to be sent later, and are taken back by who lives.</summary>
public sealed class ScheduledTexts(TwilioClient twilio, TwilioOptions options, TimeProvider time)
{
    private static readonly TimeSpan WorthDelivering = TimeSpan.FromMinutes(30);

    /// <summary>For an account that goes by Twilio's guide; the request may take a while to get there.</summary>
    private static readonly TimeSpan AfterByGuide = CreateMessage.ScheduledLeastByGuide + TimeSpan.FromMinutes(1);

    /// <summary>Leaves a text to be sent so long from now, or, where the account wants more time than that, somewhat later.</summary>
    /// <param name="to">E.164.</param>
    public async Task<(Sent<MessageResource> Sent, DateTimeOffset SendAtUtc)> ScheduleAsync(string to, string body, TimeSpan after)
    {
        while (true)
        {
            var sendAt = time.GetUtcNow() + after;
            var sent = await twilio.CreateMessageAsync(new CreateMessage(to, body)
            {
                MessagingServiceSid = options.MessagingServiceSid,
                SendAt = sendAt,
                ValidityPeriod = WorthDelivering,
            });
            if (after >= AfterByGuide || sent is not Sent<MessageResource>.Refused || !ProviderErrors.IsScheduledTooNear(sent.Why!.Code))
            {
                return (sent, sendAt);
            }

            after = AfterByGuide;
        }
    }

    /// <summary>Looks for a text whose order was never answered.</summary>
    /// <param name="except">Message SIDs known to be of other orders.</param>
    public Task<Reconciled<MessageResource>> FindAsync(string to, string body, DateTimeOffset sinceUtc, IEnumerable<string> except) =>
        twilio.FindMessageAsync(to, sinceUtc, body, except.ToHashSet(StringComparer.Ordinal));

    /// <summary>When one that was found is sent, or a little before.</summary>
    public static DateTimeOffset SendAtUtc(MessageResource found, DateTimeOffset sinceUtc, TimeSpan after) => (found.DateCreated ?? sinceUtc) + after;

    /// <summary>Takes a text back. False: nobody gets it; true: it was sent; null: not known yet, ask again.</summary>
    public async Task<bool?> CallOffAsync(string messageSid) => await twilio.CancelMessageAsync(messageSid) switch
    {
        Sent<MessageResource>.Ok { Value.Status: var status } => status switch
        {
            _ when status.IsLost() => false,
            MessageStatus.Scheduled or MessageStatus.Unknown => null,
            _ => true,
        },
        Sent<MessageResource>.Refused { Failure.Kind: FailureKind.Gone or FailureKind.Permanent } => false,
        _ => null,
    };
}
