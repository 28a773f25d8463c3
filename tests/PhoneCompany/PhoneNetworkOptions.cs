namespace PhoneCompany;

/// <summary>How the account at the phone company is set up, and how fast things go there.</summary>
public sealed record PhoneNetworkOptions
{
    /// <summary><c>AC</c> and 32 hex digits.</summary>
    public string AccountSid { get; init; } = "AC" + new string('0', 31) + "1";

    /// <summary>The primary token: the REST password, and the key that every webhook is signed with.</summary>
    public string AuthToken { get; init; } = "0123456789abcdef0123456789abcdef";

    /// <summary>The secondary token, if one was made: REST takes it, and nothing is signed with it.</summary>
    public string? SecondaryAuthToken { get; init; }

    /// <summary><c>Full</c>, or <c>Trial</c>.</summary>
    public string AccountType { get; init; } = "Full";

    /// <summary><c>active</c>, <c>suspended</c> or <c>closed</c>.</summary>
    public string AccountStatus { get; init; } = "active";

    /// <summary>
    /// The sound of a recording is given to nobody without the account's credentials, to a document's Play neither. So it is with every account made since
    /// the end of July 2023, and it cannot be changed there.
    /// </summary>
    public bool MediaNeedPassword { get; init; } = true;

    /// <summary>When the account was opened.</summary>
    public DateTimeOffset AccountCreatedUtc { get; init; } = new(2026, 2, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Who the account's owner says to be, and what Twilio says to it.</summary>
    public IReadOnlyList<CustomerProfile> CustomerProfiles { get; init; } = [new CustomerProfile("twilio-approved", Business: true)];

    /// <summary>Which countries may be called and texted.</summary>
    public IReadOnlyList<Country> Countries { get; init; } = [new Country("US", "United States/Canada", ["+1"]), new Country("FR", "France", ["+33"])];

    /// <summary>Documents that Twilio hosts: <c>https://handler.twilio.com/twiml/</c> and the key (<c>EH...</c>).</summary>
    public IReadOnlyDictionary<string, string> TwimlBins { get; init; } = new Dictionary<string, string>();

    /// <summary>API keys (<c>SK...</c>) and their secrets, which REST accepts in place of account and token.</summary>
    public IReadOnlyDictionary<string, string> ApiKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>The numbers that the account owns, with where their calls and texts go.</summary>
    public IReadOnlyList<OwnedNumber> Numbers { get; init; } = [];

    /// <summary>Numbers not owned that may be shown as caller ID.</summary>
    public IReadOnlyList<string> VerifiedCallerIds { get; init; } = [];

    /// <summary>A pool of senders, if the account has one.</summary>
    public MessagingServiceOptions? MessagingService { get; init; }

    /// <summary>A text to be sent later is at least so far ahead: five minutes by the reference of the message resource, fifteen by the guide to scheduling.</summary>
    public TimeSpan ScheduledLeast { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Calls created by REST that start per second; the others queue. Twilio's default is 1.</summary>
    public double CallsPerSecond { get; init; } = 1;

    /// <summary>Two networks with one seed hand out the same identifiers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>False: nothing is kept of what happened but calls and texts themselves, for very many calls.</summary>
    public bool KeepsLog { get; init; } = true;

    /// <summary>How fast text is spoken, characters a second.</summary>
    public double SpeechCharactersPerSecond { get; init; } = 15;

    /// <summary>From wanting a document to the request reaching the program.</summary>
    public TimeSpan WebhookLatency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>From a change of status to its callback reaching the program.</summary>
    public TimeSpan CallbackLatency { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>From a call leaving the queue to the other phone ringing (or being found busy, or not to exist).</summary>
    public TimeSpan DialLatency { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>From a text being queued to its being handed to the carrier.</summary>
    public TimeSpan TextLatency { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>From the carrier taking a text to the phone showing it, unless the phone says otherwise.</summary>
    public TimeSpan CarrierLatency { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Texts one sender hands to the carrier per second. A long code does about 1.</summary>
    public double TextsPerSecond { get; init; } = 1;

    /// <summary>How long a ring time-out lasts beyond what was asked. Twilio documents about 5 s.</summary>
    public TimeSpan RingBuffer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a Dial's action is still requested after the caller hung up; its reply is ignored either way.</summary>
    public bool DialActionAfterHangUp { get; init; } = true;

    /// <summary>What the Balance resource says, US dollars.</summary>
    public string Balance { get; init; } = "100.00";

    /// <summary>Documents that one leg may run through without any time passing before it is taken for a loop.</summary>
    public int DocumentsWithoutTimePassing { get; init; } = 1000;
}

/// <summary>A number that the account owns. The REST resource IncomingPhoneNumbers reads and writes the same fields.</summary>
public sealed class OwnedNumber(string number)
{
    /// <summary>E.164.</summary>
    public string Number { get; } = number;

    /// <summary><c>PN</c> and 32 hex digits, given by the network.</summary>
    public string Sid { get; internal set; } = "";

    public string FriendlyName { get; set; } = number;

    public string? VoiceUrl { get; set; }

    public string VoiceMethod { get; set; } = "POST";

    public string? VoiceFallbackUrl { get; set; }

    public string VoiceFallbackMethod { get; set; } = "POST";

    /// <summary>Told once, when an inbound call has ended.</summary>
    public string? StatusCallback { get; set; }

    public string StatusCallbackMethod { get; set; } = "POST";

    public string? SmsUrl { get; set; }

    public string SmsMethod { get; set; } = "POST";

    public string? SmsFallbackUrl { get; set; }

    public string SmsFallbackMethod { get; set; } = "POST";

    /// <summary>An application takes the number's calls instead of its own addresses. Nothing is known here of what one does.</summary>
    public string? VoiceApplicationSid { get; set; }

    /// <summary>The same for texts.</summary>
    public string? SmsApplicationSid { get; set; }

    /// <summary>A SIP trunk takes the number's calls.</summary>
    public string? TrunkSid { get; set; }

    /// <summary>False for a number that takes no calls.</summary>
    public bool CanCall { get; init; } = true;

    /// <summary>False for a voice-only number: a text from it is refused with 21606.</summary>
    public bool CanText { get; init; } = true;

    /// <summary>The address registered with it for emergency calls, <c>AD...</c>, and how far that has come.</summary>
    public string? EmergencyAddressSid { get; set; }

    public string EmergencyAddressStatus { get; set; } = "unregistered";

    /// <summary>Toll-free numbers leave opt-out to the carrier: only STOP stops, only START and UNSTOP resume.</summary>
    public bool TollFree { get; init; }

    /// <summary>
    /// How far the verification of a toll-free number has come: <c>PENDING_REVIEW</c>, <c>IN_REVIEW</c>, <c>TWILIO_APPROVED</c> or
    /// <c>TWILIO_REJECTED</c>; null where nobody has asked for it.
    /// </summary>
    public string? TollFreeVerification { get; set; }
}

/// <summary>A Messaging Service: a pool of senders with its own inbound address and opt-out list.</summary>
public sealed record MessagingServiceOptions
{
    /// <summary><c>MG</c> and 32 hex digits.</summary>
    public string Sid { get; init; } = "MG" + new string('0', 31) + "1";

    /// <summary>The senders in the pool, E.164; empty for all numbers owned.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Where texts to the pool go. Null switches inbound off, unless <see cref="UseInboundWebhookOnNumber"/>.</summary>
    public string? InboundRequestUrl { get; set; }

    public string? FallbackUrl { get; init; }

    /// <summary>How far its A2P campaign has come: <c>PENDING</c>, <c>IN_PROGRESS</c>, <c>VERIFIED</c>, <c>FAILED</c> or <c>SUSPENDED</c>; null for none.</summary>
    public string? Campaign { get; set; } = "VERIFIED";

    /// <summary>Texts go to each number's own SmsUrl instead.</summary>
    public bool UseInboundWebhookOnNumber { get; set; }

    /// <summary>Default status callback for messages sent through the service.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Advanced opt-out: webhooks carry OptOutType, and <see cref="ExtraStopWords"/> count too.</summary>
    public bool AdvancedOptOut { get; init; }

    public IReadOnlyList<string> ExtraStopWords { get; init; } = [];

    public IReadOnlyList<string> ExtraHelpWords { get; init; } = [];
}

/// <summary>A profile in Trust Hub.</summary>
/// <param name="Status"><c>draft</c>, <c>pending-review</c>, <c>in-review</c>, <c>twilio-approved</c> or <c>twilio-rejected</c>.</param>
/// <param name="Business">Of a business, with its papers; otherwise of a person.</param>
public sealed record CustomerProfile(string Status, bool Business);

/// <summary>A country as Twilio's permissions count them.</summary>
/// <param name="Codes">Its country codes, each with its plus.</param>
public sealed record Country(string IsoCode, string Name, IReadOnlyList<string> Codes, bool MayBeCalled = true, bool MayBeTexted = true);
