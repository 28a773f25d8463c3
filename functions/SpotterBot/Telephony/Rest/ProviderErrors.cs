using System.Collections.Frozen;

namespace SpotterBot.Telephony;

/// <summary>One of Twilio's error codes, sorted.</summary>
/// <param name="Code">The code.</param>
/// <param name="Kind">What it means for us.</param>
/// <param name="Consequence">What the ladder does about it.</param>
/// <param name="Meaning">In words, for alarms and logs.</param>
public sealed record ProviderError(int Code, FailureKind Kind, Consequence Consequence, string Meaning);

/// <summary>
/// Every error code that this program can meet: from requests, from the reports on texts and from Twilio's debugger; and the SIP codes of
/// calls that were not answered. Source: Twilio documentation, "Error and warning dictionary"; IANA, "SIP response codes".
/// </summary>
public static class ProviderErrors
{
    /// <summary>The text is not kept for later any more: it is sent, or was canceled.</summary>
    public const int CannotBeCanceled = 30409;

    /// <summary>Whether texts to be sent later need more time before that. Twilio's dictionary gives all three codes this meaning.</summary>
    public static bool IsScheduledTooNear(int? code) => code is 35114 or 35115 or 35117;

    private static readonly FrozenDictionary<int, ProviderError> Table = new ProviderError[]
    {
        // Requests.
        new(10004, FailureKind.Concurrency, Consequence.AlarmCoordinators, "the account has too many calls at once"),
        new(20001, FailureKind.Bug, Consequence.AlarmCoordinators, "a parameter is unknown"),
        new(20003, FailureKind.Configuration, Consequence.AlarmCoordinators, "the credentials are wrong"),
        new(20404, FailureKind.Gone, Consequence.TreatAsEnded, "there is no such call, text or room"),
        new(20429, FailureKind.Concurrency, Consequence.Retry, "too many requests at once"),
        new(20500, FailureKind.Temporary, Consequence.Retry, "the server failed"),
        new(20503, FailureKind.Temporary, Consequence.Retry, "the server is not available"),
        new(21201, FailureKind.Bug, Consequence.AlarmCoordinators, "no number to call was given"),
        new(21204, FailureKind.Gone, Consequence.TreatAsEnded, "the call had begun already"),
        new(21205, FailureKind.Bug, Consequence.AlarmCoordinators, "a URL is not valid"),
        new(21210, FailureKind.Configuration, Consequence.AlarmCoordinators, "the number called from is not ours"),
        new(21211, FailureKind.Permanent, Consequence.NextNumber, "the number is not valid"),
        new(21212, FailureKind.Configuration, Consequence.AlarmCoordinators, "the number called or texted from is not valid"),
        new(21214, FailureKind.Permanent, Consequence.NextNumber, "the number cannot be reached by call"),
        new(21215, FailureKind.Configuration, Consequence.AlarmCoordinators, "calls to that country are not permitted"),
        new(21216, FailureKind.Configuration, Consequence.AlarmCoordinators, "Twilio blocks calls to that number"),
        new(21217, FailureKind.Permanent, Consequence.NextNumber, "the number does not look like one"),
        new(21219, FailureKind.Configuration, Consequence.AlarmCoordinators, "a trial account calls verified numbers only"),
        new(21220, FailureKind.Gone, Consequence.TreatAsEnded, "the call is not in progress any more"),
        new(21408, FailureKind.Configuration, Consequence.AlarmCoordinators, "texts to that country are not permitted"),
        new(21602, FailureKind.Bug, Consequence.AlarmCoordinators, "a text without a body"),
        new(21606, FailureKind.Configuration, Consequence.AlarmCoordinators, "the number texted from cannot send texts"),
        new(21608, FailureKind.Configuration, Consequence.AlarmCoordinators, "a trial account texts verified numbers only"),
        new(21610, FailureKind.OptedOut, Consequence.UseVoice, "the person opted out of texts"),
        new(21611, FailureKind.Concurrency, Consequence.UseVoice, "too many texts wait to be sent"),
        new(21612, FailureKind.NotText, Consequence.UseVoice, "there is no route for texts to that number"),
        new(21614, FailureKind.NotText, Consequence.UseVoice, "the number is not a mobile phone's"),
        new(21617, FailureKind.Bug, Consequence.AlarmCoordinators, "a text over 1600 characters"),
        new(21619, FailureKind.Bug, Consequence.AlarmCoordinators, "a text with an empty body"),

        // Reports on texts.
        new(30001, FailureKind.Temporary, Consequence.Retry, "too many texts waited to be sent"),
        new(30002, FailureKind.Configuration, Consequence.AlarmCoordinators, "the account is suspended"),
        new(30003, FailureKind.Temporary, Consequence.Retry, "the handset was off or out of reach"),
        new(30004, FailureKind.Permanent, Consequence.UseVoice, "the text was blocked"),
        new(30005, FailureKind.Permanent, Consequence.UseVoice, "the handset is unknown"),
        new(30006, FailureKind.NotText, Consequence.UseVoice, "a landline, or a carrier without texts"),
        new(30007, FailureKind.Configuration, Consequence.AlarmCoordinators, "the carrier filtered the text"),
        new(30008, FailureKind.Temporary, Consequence.Retry, "the carrier gave no reason"),
        new(30022, FailureKind.Configuration, Consequence.AlarmCoordinators, "over the rate of the campaign"),
        new(30023, FailureKind.Configuration, Consequence.AlarmCoordinators, "over the daily cap of the brand"),
        new(30032, FailureKind.Configuration, Consequence.AlarmCoordinators, "the toll-free number is not verified"),
        new(30034, FailureKind.Configuration, Consequence.AlarmCoordinators, "the number is not registered for texting"),
        new(CannotBeCanceled, FailureKind.Gone, Consequence.TreatAsEnded, "the text cannot be canceled any more"),
        new(30450, FailureKind.Configuration, Consequence.AlarmCoordinators, "taken for text pumping"),
        new(30610, FailureKind.Configuration, Consequence.AlarmCoordinators, "held back for quiet hours"),

        // Texts to be sent later.
        new(35111, FailureKind.Bug, Consequence.AlarmCoordinators, "a text to be sent later, without saying when"),
        new(35114, FailureKind.Configuration, Consequence.AlarmCoordinators, "the text is to be sent sooner, or later, than Twilio keeps one"),
        new(35115, FailureKind.Configuration, Consequence.AlarmCoordinators, "the text is to be sent sooner, or later, than Twilio keeps one"),
        new(35117, FailureKind.Configuration, Consequence.AlarmCoordinators, "the text is to be sent sooner, or later, than Twilio keeps one"),

        // The debugger and dial results: our documents, our host.
        new(11100, FailureKind.Bug, Consequence.AlarmCoordinators, "a webhook's URL is not valid"),
        new(11200, FailureKind.Configuration, Consequence.AlarmCoordinators, "a webhook failed"),
        new(11205, FailureKind.Configuration, Consequence.AlarmCoordinators, "a webhook could not be connected to"),
        new(11215, FailureKind.Configuration, Consequence.AlarmCoordinators, "a webhook redirected too often"),
        new(11750, FailureKind.Bug, Consequence.AlarmCoordinators, "a document over 64 kB"),
        new(12100, FailureKind.Bug, Consequence.AlarmCoordinators, "a document that is not XML"),
        new(12200, FailureKind.Bug, Consequence.AlarmCoordinators, "a document with an unknown element or attribute"),
        new(12300, FailureKind.Bug, Consequence.AlarmCoordinators, "a document of the wrong content type"),
        new(13214, FailureKind.Configuration, Consequence.AlarmCoordinators, "a caller ID that is not ours"),
        new(13223, FailureKind.Permanent, Consequence.NextNumber, "the dialled number has no valid format"),
        new(13224, FailureKind.Permanent, Consequence.NextNumber, "the dialled number is not supported"),
        new(13225, FailureKind.Configuration, Consequence.AlarmCoordinators, "Twilio blocks the dialled number"),
        new(13227, FailureKind.Configuration, Consequence.AlarmCoordinators, "dialling that country is not permitted"),
        new(13521, FailureKind.Bug, Consequence.AlarmCoordinators, "a text too long to speak"),
        new(16025, FailureKind.Bug, Consequence.AlarmCoordinators, "two participants of one name"),
        new(32018, FailureKind.Bug, Consequence.AlarmCoordinators, "a document over 4000 characters in a request"),
        new(57012, FailureKind.Configuration, Consequence.AlarmCoordinators, "a webhook's signature was not valid"),
    }.ToFrozenDictionary(error => error.Code);

    /// <summary>Every code of the table.</summary>
    public static IEnumerable<ProviderError> All => Table.Values.OrderBy(error => error.Code);

    /// <summary>What is known about a code, or null.</summary>
    public static ProviderError? Find(int code) => Table.GetValueOrDefault(code);

    /// <summary>The failure that a text's report speaks of (<c>ErrorCode</c> of a text that failed or was not delivered).</summary>
    /// <param name="errorCode">As reported; null where none was given, as for an unknown reason.</param>
    public static Failure ForMessage(int? errorCode) =>
        new(errorCode is { } code && Find(code) is { } known ? known.Kind : FailureKind.Temporary, errorCode);

    /// <summary>
    /// The failure that the <c>SipResponseCode</c> of a call's last report speaks of. A code below 300, or none, says nothing about the reason
    /// and counts as temporary: the phone may answer next time.
    /// </summary>
    /// <param name="sipResponseCode">As reported, 100 to 699.</param>
    public static Failure ForCall(int? sipResponseCode)
    {
        var kind = sipResponseCode switch
        {
            // Not found, gone, not a whole address, does not exist anywhere: the number is wrong or out of service.
            404 or 410 or 484 or 604 => FailureKind.Permanent,
            // Declined, unwanted, rejected: that phone or its network does not take our calls.
            603 or 607 or 608 => FailureKind.Permanent,
            // Not authorised, forbidden: our account or caller ID.
            401 or 403 or 407 => FailureKind.Configuration,
            // 480 no answer, 486 and 600 busy, 487 rang out, 5xx the network, and whatever else.
            _ => FailureKind.Temporary,
        };

        return new Failure(kind);
    }
}
