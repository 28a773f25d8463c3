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
    public string EmsCallbackNumber { get; init; } = "";

    /// <summary>Calls placed per second, all processes together.</summary>
    public int CallsPerSecond { get; init; } = 1;

    /// <summary>Texts sent per second, all processes together.</summary>
    public int TextsPerSecond { get; init; } = 1;

    /// <summary>Every number that is the service's own.</summary>
    public IEnumerable<string> OwnNumbers => Numbers.Append(EmsCallbackNumber).Where(number => number.Length > 0).Distinct();

    /// <summary>
    /// Where a product beside the 2010 API is: each has a host of its own, <c>messaging.twilio.com</c> for <c>api.twilio.com</c>. Where the API's
    /// host does not begin so, as that of a stand-in, everything is on it.
    /// </summary>
    public string? OriginOf(string product) => ApiOrigin() is { } origin
        ? origin.Replace("://api.", $"://{product}.", StringComparison.OrdinalIgnoreCase)
        : null;

    /// <summary>Shows nothing: settings get logged by accident.</summary>
    public override string ToString() => nameof(TwilioOptions);

    /// <summary>Scheme, host and port, without a slash at the end; null where the setting is no such address.</summary>
    public string? ApiOrigin() =>
        Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;
}
