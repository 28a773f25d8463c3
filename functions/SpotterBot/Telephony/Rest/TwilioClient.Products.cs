namespace SpotterBot.Telephony;

/// <summary>What stands beside the 2010 API, each product on its own host. Source: Twilio documentation of the resource named at each operation.</summary>
public sealed partial class TwilioClient
{
    /// <summary>The account, asked for with one of its tokens whatever other requests use: an API key does not get to see it.</summary>
    public Task<Sent<AccountResource>> FetchAccountAsync(string authToken, CancellationToken cancellationToken = default) => JudgedAsync(
        "fetch account", RequestKind.Read, HttpMethod.Get, _account + ".json", form: null, Basic($"{_options.AccountSid}:{authToken}"),
        AccountResource.Read, cancellationToken);

    /// <summary>"Services resource" of Messaging.</summary>
    public Task<Sent<MessagingServiceResource>> FetchMessagingServiceAsync(string serviceSid, CancellationToken cancellationToken = default) =>
        ProductAsync("fetch messaging service", "messaging", Path("Services", serviceSid, ""), MessagingServiceResource.Read, cancellationToken);

    /// <summary>Has texts to a messaging service's numbers go to each number's own URL.</summary>
    public Task<Sent<MessagingServiceResource>> LeaveTextsToNumbersAsync(string serviceSid, CancellationToken cancellationToken = default) => JudgedAsync(
        "update messaging service", RequestKind.Update, HttpMethod.Post, Product("messaging", Path("Services", serviceSid, "")),
        new TwilioForm().Add("UseInboundWebhookOnNumber", true), _authorization, MessagingServiceResource.Read, cancellationToken);

    /// <summary>Has texts to a messaging service's numbers go to the service's own URL again.</summary>
    /// <param name="serviceSid">Which one.</param>
    /// <param name="inboundRequestUrl">That URL; empty for none: the service keeps the texts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Sent<MessagingServiceResource>> SendTextsToServiceAsync(string serviceSid, string inboundRequestUrl, CancellationToken cancellationToken = default) =>
        JudgedAsync(
            "update messaging service", RequestKind.Update, HttpMethod.Post, Product("messaging", Path("Services", serviceSid, "")),
            new TwilioForm().Add("InboundRequestUrl", inboundRequestUrl).Add("UseInboundWebhookOnNumber", false), _authorization,
            MessagingServiceResource.Read, cancellationToken);

    /// <summary>How far the registration of a messaging service's texts to the United States has come: its A2P 10DLC campaigns. "Usa2p resource" of Messaging.</summary>
    public Task<Sent<IReadOnlyList<RegistrationResource>>> ListCampaignsAsync(string serviceSid, CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list campaigns", "messaging", Path("Services", serviceSid, "/Compliance/Usa2p") + "?PageSize=50", "compliance",
            json => RegistrationResource.Read(json, "campaign_status"), cancellationToken);

    /// <summary>How far the verification of a toll-free number has come. "Toll-free verification resource" of Messaging.</summary>
    public Task<Sent<IReadOnlyList<RegistrationResource>>> ListTollFreeVerificationsAsync(string phoneNumberSid, CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list toll-free verifications", "messaging", $"/Tollfree/Verifications?TollfreePhoneNumberSid={Uri.EscapeDataString(phoneNumberSid)}&PageSize=50",
            "verifications", json => RegistrationResource.Read(json, "status"), cancellationToken);

    /// <summary>The numbers that a messaging service sends from. "PhoneNumber resource" of Messaging.</summary>
    public Task<Sent<IReadOnlyList<string>>> ListMessagingServiceNumbersAsync(string serviceSid, CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list messaging service's numbers", "messaging", Path("Services", serviceSid, "/PhoneNumbers") + "?PageSize=1000", "phone_numbers",
            json => json.Text("phone_number"), cancellationToken);

    /// <summary>Which countries may be called. "Dialing Permissions, Countries resource" of Voice.</summary>
    public Task<Sent<IReadOnlyList<DialingCountryResource>>> ListDialingCountriesAsync(CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list dialing permissions", "voice", "/DialingPermissions/Countries?PageSize=1000", "content", DialingCountryResource.Read, cancellationToken);

    /// <summary>Which countries may be texted. "Messaging Geo Permissions" of Accounts.</summary>
    public Task<Sent<IReadOnlyList<MessagingCountryResource>>> ListMessagingCountriesAsync(CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list messaging permissions", "accounts", "/Messaging/GeoPermissions", "permissions", MessagingCountryResource.Read, cancellationToken);

    /// <summary>Who the account's owner is, as far as Twilio has accepted it. "CustomerProfiles resource" of Trust Hub.</summary>
    public Task<Sent<IReadOnlyList<CustomerProfileResource>>> ListApprovedProfilesAsync(CancellationToken cancellationToken = default) =>
        ProductListAsync(
            "list customer profiles", "trusthub", "/CustomerProfiles?Status=twilio-approved&PageSize=50", "results",
            CustomerProfileResource.Read, cancellationToken);

    /// <summary>What a kind of profile needs. "Policies resource" of Trust Hub.</summary>
    public Task<Sent<PolicyResource>> FetchPolicyAsync(string policySid, CancellationToken cancellationToken = default) =>
        ProductAsync("fetch policy", "trusthub", Path("Policies", policySid, ""), PolicyResource.Read, cancellationToken);

    private string Product(string product, string path) => $"{_options.OriginOf(product)}/v1{path}";

    private Task<Sent<T>> ProductAsync<T>(string operation, string product, string path, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class =>
        JudgedAsync(operation, RequestKind.Read, HttpMethod.Get, Product(product, path), form: null, _authorization, read, cancellationToken);

    private Task<Sent<IReadOnlyList<T>>> ProductListAsync<T>(
        string operation, string product, string path, string field, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class =>
        ProductAsync<IReadOnlyList<T>>(
            operation, product, path, json => json.Has(field) ? [.. json.Objects(field).Select(read).OfType<T>()] : null, cancellationToken);
}
