using System.Collections.Immutable;

namespace SpotterBot.Settings;

/// <summary>The account at the phone company and the service's own numbers.</summary>
public sealed record TwilioSettings
{
    public string AccountSid { get; init; } = "";

    /// <summary>Signs the webhooks; also the API's password where no API key is given.</summary>
    public string AuthToken { get; init; } = "";

    /// <summary>While tokens are rotated, what is signed with this one is believed as well.</summary>
    public string? SecondaryAuthToken { get; init; }

    public string? ApiKeySid { get; init; }

    public string? ApiKeySecret { get; init; }

    public string? MessagingServiceSid { get; init; }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string ApiBaseUrl { get; init; } = "https://api.twilio.com";

    /// <summary>The service's own numbers, in E.164; the first is what callers see.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary>The number that EMS rings back, in E.164.</summary>
    public string EmsCallbackNumber { get; init; } = "";

    /// <summary>Calls created per second, of all processes together.</summary>
    public int CallsPerSecond { get; init; } = 1;

    /// <summary>Texts sent per second, of all processes together.</summary>
    public int TextsPerSecond { get; init; } = 1;

    /// <summary>The tokens that a webhook may be signed with, the newest first.</summary>
    public ImmutableArray<string> SigningTokens => SecondaryAuthToken is { } second ? [AuthToken, second] : [AuthToken];

    /// <summary>User name for the API: the key if there is one, else the account.</summary>
    public string ApiUser => ApiKeySid ?? AccountSid;

    /// <summary>Password for the API: the key's if there is one, else the account's.</summary>
    public string ApiPassword => ApiKeySecret ?? AuthToken;

    /// <summary>Shows nothing: settings get logged by accident.</summary>
    public override string ToString() => nameof(TwilioSettings);

    internal static TwilioSettings Read(SettingsReader reader)
    {
        const string console = "Copy it from the first page of the Twilio console";
        reader.Demand("Twilio:AccountSid", console);
        reader.Demand("Twilio:AuthToken", console);
        if (!reader.Items("Twilio:Numbers").Any())
        {
            reader.Faults.Add("Twilio:Numbers:0", "is missing", "Write the number that people call and text, in E.164");
        }

        Pair(reader, "Twilio:ApiKeySid", "Twilio:ApiKeySecret");
        Pair(reader, "Twilio:ApiKeySecret", "Twilio:ApiKeySid");
        var numbers = OwnNumbers(reader);
        return new TwilioSettings
        {
            AccountSid = reader.Sid("Twilio:AccountSid", "AC") ?? "",
            AuthToken = reader.Credential("Twilio:AuthToken") ?? "",
            SecondaryAuthToken = reader.Credential("Twilio:SecondaryAuthToken"),
            ApiKeySid = reader.Sid("Twilio:ApiKeySid", "SK"),
            ApiKeySecret = reader.Credential("Twilio:ApiKeySecret"),
            MessagingServiceSid = reader.Sid("Twilio:MessagingServiceSid", "MG"),
            ApiBaseUrl = Addresses.PhoneCompany(reader) ?? "",
            Numbers = numbers,
            EmsCallbackNumber = reader.Phone("Twilio:EmsCallbackNumber") ?? numbers.FirstOrDefault() ?? "",
            CallsPerSecond = reader.Count("Twilio:CallsPerSecond", otherwise: 1, most: 1000),
            TextsPerSecond = reader.Count("Twilio:TextsPerSecond", otherwise: 1, most: 1000),
        };
    }

    private static void Pair(SettingsReader reader, string given, string partner)
    {
        if (reader.IsSet(given) && !reader.IsSet(partner))
        {
            reader.Faults.Add(partner, $"is missing beside {FaultList.Written(given)}", "Set both, or neither");
        }
    }

    private static ImmutableArray<string> OwnNumbers(SettingsReader reader)
    {
        var numbers = new DistinctNumbers(reader);
        foreach (var key in reader.Items("Twilio:Numbers"))
        {
            numbers.Add(key);
        }

        return numbers.All;
    }
}
