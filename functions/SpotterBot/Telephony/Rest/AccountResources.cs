namespace SpotterBot.Telephony;

/// <summary>One of the account's own numbers and where it sends its webhooks.</summary>
/// <param name="Sid"><c>PN</c> and 32 hexadecimal digits.</param>
/// <param name="PhoneNumber">The number in E.164.</param>
/// <param name="VoiceUrl">Where calls are answered.</param>
/// <param name="VoiceMethod">GET or POST.</param>
/// <param name="VoiceFallbackUrl">Where they are answered if that fails.</param>
/// <param name="VoiceFallbackMethod">GET or POST.</param>
/// <param name="SmsUrl">Where texts go; a messaging service may override it.</param>
/// <param name="SmsMethod">GET or POST.</param>
/// <param name="SmsFallbackUrl">Where they go if that fails.</param>
/// <param name="SmsFallbackMethod">GET or POST.</param>
/// <param name="StatusCallback">Where the end of a call is reported.</param>
/// <param name="VoiceApplicationSid">Set, it overrides the voice URLs.</param>
/// <param name="SmsApplicationSid">Set, it overrides the SMS URLs.</param>
/// <param name="TrunkSid">Set, it overrides the voice URLs.</param>
/// <param name="EmergencyAddressSid">The address registered for emergency calls.</param>
/// <param name="EmergencyAddressStatus"><c>registered</c>, <c>unregistered</c>, or on its way to either.</param>
/// <param name="TakesCalls">It is capable of calls.</param>
/// <param name="TakesTexts">It is capable of texts.</param>
public sealed record IncomingPhoneNumberResource(
    string Sid,
    string? PhoneNumber,
    string? VoiceUrl,
    string? VoiceMethod,
    string? VoiceFallbackUrl,
    string? VoiceFallbackMethod,
    string? SmsUrl,
    string? SmsMethod,
    string? SmsFallbackUrl,
    string? SmsFallbackMethod,
    string? StatusCallback,
    string? VoiceApplicationSid,
    string? SmsApplicationSid,
    string? TrunkSid,
    string? EmergencyAddressSid,
    string? EmergencyAddressStatus,
    bool TakesCalls,
    bool TakesTexts)
{
    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => Sid;

    internal static IncomingPhoneNumberResource? Read(JsonFields json) => json.Text("sid") is not { Length: > 0 } sid
        ? null
        : new IncomingPhoneNumberResource(
            sid,
            json.Text("phone_number"),
            json.Text("voice_url"),
            json.Text("voice_method"),
            json.Text("voice_fallback_url"),
            json.Text("voice_fallback_method"),
            json.Text("sms_url"),
            json.Text("sms_method"),
            json.Text("sms_fallback_url"),
            json.Text("sms_fallback_method"),
            json.Text("status_callback"),
            json.Text("voice_application_sid"),
            json.Text("sms_application_sid"),
            json.Text("trunk_sid"),
            json.Text("emergency_address_sid"),
            json.Text("emergency_address_status"),
            json.Object("capabilities")?.Boolean("voice") == true,
            json.Object("capabilities")?.Boolean("sms") == true);
}

/// <summary>The account itself.</summary>
/// <param name="Status"><c>active</c>, <c>suspended</c> or <c>closed</c>.</param>
/// <param name="Type"><c>Full</c> or <c>Trial</c>.</param>
/// <param name="DateCreated">In UTC.</param>
public sealed record AccountResource(string? Status, string? Type, DateTimeOffset? DateCreated)
{
    internal static AccountResource? Read(JsonFields json) =>
        json.Has("sid") ? new AccountResource(json.Text("status"), json.Text("type"), json.Date("date_created")) : null;
}

/// <summary>A messaging service, as far as it decides where texts to its numbers go.</summary>
/// <param name="InboundRequestUrl">Where they go; null: nowhere.</param>
/// <param name="UseInboundWebhookOnNumber">They go to each number's own URL instead.</param>
public sealed record MessagingServiceResource(string Sid, string? InboundRequestUrl, bool UseInboundWebhookOnNumber)
{
    internal static MessagingServiceResource? Read(JsonFields json) => json.Text("sid") is { Length: > 0 } sid
        ? new MessagingServiceResource(sid, json.Text("inbound_request_url"), json.Boolean("use_inbound_webhook_on_number") == true)
        : null;
}

/// <summary>A registration that carriers want before they take texts.</summary>
/// <param name="Status">
/// Of a campaign <c>PENDING</c>, <c>IN_PROGRESS</c>, <see cref="CampaignApproved"/>, <c>FAILED</c>, <c>SUSPENDED</c>; of a toll-free number
/// <c>PENDING_REVIEW</c>, <c>IN_REVIEW</c>, <see cref="TollFreeApproved"/>, <c>TWILIO_REJECTED</c>.
/// </param>
public sealed record RegistrationResource(string Sid, string? Status)
{
    public const string CampaignApproved = "VERIFIED";
    public const string TollFreeApproved = "TWILIO_APPROVED";

    internal static RegistrationResource? Read(JsonFields json, string status) =>
        json.Text("sid") is { Length: > 0 } sid ? new RegistrationResource(sid, json.Text(status)) : null;
}

/// <summary>A country, or several under one code, in the account's permissions to call.</summary>
/// <param name="IsoCode">Two letters.</param>
/// <param name="Name">As Twilio calls it.</param>
/// <param name="CountryCodes">Each with its plus, or without.</param>
/// <param name="MayBeCalled">Its ordinary numbers may be called.</param>
public sealed record DialingCountryResource(string IsoCode, string? Name, IReadOnlyList<string> CountryCodes, bool MayBeCalled)
{
    internal static DialingCountryResource? Read(JsonFields json) => json.Text("iso_code") is { Length: > 0 } iso
        ? new DialingCountryResource(iso, json.Text("name"), [.. json.Texts("country_codes")], json.Boolean("low_risk_numbers_enabled") == true)
        : null;
}

/// <summary>A country in the account's permissions to text.</summary>
public sealed record MessagingCountryResource(string CountryCode, bool Enabled)
{
    internal static MessagingCountryResource? Read(JsonFields json) => json.Text("country_code") is { Length: > 0 } iso
        ? new MessagingCountryResource(iso, json.Boolean("enabled") == true)
        : null;
}

/// <summary>Who the account's owner says to be.</summary>
/// <param name="PolicySid">What such a profile needs.</param>
/// <param name="Status"><c>twilio-approved</c> and stations on the way there.</param>
public sealed record CustomerProfileResource(string Sid, string? PolicySid, string? Status)
{
    internal static CustomerProfileResource? Read(JsonFields json) => json.Text("sid") is { Length: > 0 } sid
        ? new CustomerProfileResource(sid, json.Text("policy_sid"), json.Text("status"))
        : null;
}

/// <summary>What a kind of profile needs.</summary>
/// <param name="EndUserTypes">The papers about its owner; <see cref="BusinessInformation"/> among them where it is a business.</param>
public sealed record PolicyResource(string Sid, IReadOnlyList<string> EndUserTypes)
{
    public const string BusinessInformation = "customer_profile_business_information";

    internal static PolicyResource? Read(JsonFields json) => json.Text("sid") is { Length: > 0 } sid
        ? new PolicyResource(sid, [.. json.Object("requirements")?.Objects("end_user").Select(u => u.Text("type")).OfType<string>() ?? []])
        : null;
}
