namespace SpotterBot.Telephony;

/// <summary>The settings under <c>Twilio</c>.</summary>
public sealed record TwilioOptions
{
    /// <summary>Where Twilio's API is.</summary>
    public const string DefaultApiBaseUrl = "https://api.twilio.com";

    /// <summary>The account, <c>AC</c> and 32 hexadecimal digits.</summary>
    public string AccountSid { get; init; } = "";

    /// <summary>The account's primary auth token: webhooks are signed with it, also where requests use an API key.</summary>
    public string AuthToken { get; init; } = "";

    /// <summary>The other auth token during a rotation.</summary>
    public string? SecondaryAuthToken { get; init; }

    /// <summary>An API key for requests, instead of the account and its token; together with its secret.</summary>
    public string? ApiKeySid { get; init; }

    /// <summary>The API key's secret.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>The messaging service that sends texts, where there is one.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Scheme, host and port of the API; whatever stands behind them is ignored, the path is ours to add.</summary>
    public string ApiBaseUrl { get; init; } = DefaultApiBaseUrl;

    /// <summary>The service's own numbers, in E.164.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>The number that EMS rings back; default the first of <see cref="Numbers"/>.</summary>
    public string? EmsCallbackNumber { get; init; }

    /// <summary>Calls placed per second, all processes together.</summary>
    public double CallsPerSecond { get; init; } = 1;

    /// <summary>Texts sent per second, all processes together.</summary>
    public double TextsPerSecond { get; init; } = 1;

    /// <summary>Every number that is the service's own.</summary>
    public IEnumerable<string> OwnNumbers => Numbers.Append(EmsCallbackNumber).OfType<string>().Distinct();

    /// <summary>One line per fault, naming the setting and never its value; nothing where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsSid(AccountSid, "AC")) yield return "Twilio__AccountSid is not an account SID (AC and 32 hexadecimal digits).";
        if (string.IsNullOrEmpty(AuthToken)) yield return "Twilio__AuthToken is missing; webhooks cannot be checked without it.";
        if (string.IsNullOrEmpty(ApiKeySid) != string.IsNullOrEmpty(ApiKeySecret)) yield return "Twilio__ApiKeySid and Twilio__ApiKeySecret come together or not at all.";
        if (!string.IsNullOrEmpty(ApiKeySid) && !IsSid(ApiKeySid, "SK")) yield return "Twilio__ApiKeySid is not an API key SID (SK and 32 hexadecimal digits).";
        if (!string.IsNullOrEmpty(MessagingServiceSid) && !IsSid(MessagingServiceSid, "MG")) yield return "Twilio__MessagingServiceSid is not a messaging service SID (MG and 32 hexadecimal digits).";
        if (ApiOrigin() is null) yield return "Twilio__ApiBaseUrl is not an http or https address.";
        if (Numbers.Count == 0) yield return "Twilio__Numbers__0 is missing; the service needs a number of its own.";
        for (var i = 0; i < Numbers.Count; i++)
        {
            if (!E164.IsValid(Numbers[i])) yield return $"Twilio__Numbers__{i} is not a number in E.164 (as +15551234567).";
        }

        if (!string.IsNullOrEmpty(EmsCallbackNumber) && !E164.IsValid(EmsCallbackNumber)) yield return "Twilio__EmsCallbackNumber is not a number in E.164 (as +15551234567).";
        if (!(CallsPerSecond > 0)) yield return "Twilio__CallsPerSecond must be more than 0.";
        if (!(TextsPerSecond > 0)) yield return "Twilio__TextsPerSecond must be more than 0.";
    }

    /// <summary>Never a secret: only which account this is.</summary>
    public override string ToString() => $"{nameof(TwilioOptions)} {AccountSid}";

    /// <summary>Scheme, host and port, without a slash at the end; null where the setting is no such address.</summary>
    public string? ApiOrigin() =>
        Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;

    private static bool IsSid(string? text, string prefix) =>
        text is { Length: 34 } && text.StartsWith(prefix, StringComparison.Ordinal) && text[2..].All(char.IsAsciiHexDigitLower);
}
