using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using SpotterBot.Observability;

namespace SpotterBot.Telephony;

/// <summary>
/// Twilio's REST API, as much of it as this program uses. Source: Twilio documentation, "Programmable Voice" and "Programmable Messaging",
/// API 2010-04-01.
/// </summary>
/// <remarks>
/// Each operation is a value afterwards (<see cref="Sent{T}"/>) and takes at most <see cref="TwilioPipelines.TotalTime"/>. The only exception
/// is <see cref="OperationCanceledException"/> on the caller's own token; a create cancelled that way counts as ambiguous.
/// </remarks>
public sealed partial class TwilioClient
{
    /// <summary>The name under which the HTTP client is registered.</summary>
    public const string HttpClientName = "Twilio";

    /// <summary>How the address of a sound ends; every other request is answered in JSON.</summary>
    private const string Sound = ".mp3";

    private readonly IHttpClientFactory _clients;
    private readonly TwilioOptions _options;
    private readonly DialGuard _guard;
    private readonly Telemetry _telemetry;
    private readonly ILogger<TwilioClient> _log;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly string _account;

    /// <param name="clients">Makes the client named <see cref="HttpClientName"/>, whose handler chain holds the pipelines.</param>
    /// <param name="options">Credentials and address.</param>
    /// <param name="guard">Asked before every call and text.</param>
    /// <param name="telemetry">Watches every request.</param>
    /// <param name="log">Where failures are told.</param>
    /// <exception cref="ArgumentException">The API's address is none.</exception>
    public TwilioClient(IHttpClientFactory clients, TwilioOptions options, DialGuard guard, Telemetry telemetry, ILogger<TwilioClient> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _clients = clients;
        _options = options;
        _guard = guard;
        _telemetry = telemetry;
        _log = log;
        _authorization = Basic(Credentials(options));
        var origin = options.ApiOrigin() ?? throw new ArgumentException("ApiBaseUrl is not an http or https address.", nameof(options));
        _account = $"{origin}/2010-04-01/Accounts/{Uri.EscapeDataString(options.AccountSid)}";
    }

    /// <summary>What is left on the account; a cheap question to see whether Twilio answers and takes the credentials.</summary>
    public Task<Sent<BalanceResource>> FetchBalanceAsync(CancellationToken cancellationToken = default) =>
        GetAsync("fetch balance", RequestKind.Read, "/Balance.json", BalanceResource.Read, cancellationToken);

    /// <summary>The same question, past whatever holds ordinary traffic back: whether Twilio answers at all.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken = default) =>
        await GetAsync("probe", RequestKind.UrgentRead, "/Balance.json", BalanceResource.Read, cancellationToken) is Sent<BalanceResource>.Ok;

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private static string Credentials(TwilioOptions options) =>
        string.IsNullOrEmpty(options.ApiKeySid) || string.IsNullOrEmpty(options.ApiKeySecret)
            ? $"{options.AccountSid}:{options.AuthToken}"
            : $"{options.ApiKeySid}:{options.ApiKeySecret}";

    /// <summary>Whether the number is refused; and if so, with which result.</summary>
    private bool IsGuarded<T>(string operation, string? to, [NotNullWhen(true)] out Sent<T>? result)
    {
        result = null;
        if (_guard.TryAdmit(to, out _, out var refusal)) return false;

        _log.GuardRefused(operation, refusal!.Value);
        _telemetry.SendGuarded(operation);
        result = new Sent<T>.Refused(new Failure(FailureKind.Guarded) { Guard = refusal });
        return true;
    }

    private Task<Sent<T>> GetAsync<T>(string operation, RequestKind kind, string path, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => SendAsync(operation, kind, HttpMethod.Get, path, form: null, read, cancellationToken);

    private Task<Sent<IReadOnlyList<T>>> ListAsync<T>(
        string operation, RequestKind kind, string path, string field, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class =>
        SendAsync<IReadOnlyList<T>>(
            operation, kind, HttpMethod.Get, path, form: null,
            json => json.Has(field) ? [.. json.Objects(field).Select(read).OfType<T>()] : null,
            cancellationToken);

    private Task<Sent<T>> PostAsync<T>(
        string operation, RequestKind kind, string path, TwilioForm form, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => SendAsync(operation, kind, HttpMethod.Post, path, form, read, cancellationToken);

    /// <summary>Deletes; what is not there any more counts as deleted, since a repeated request finds what its first attempt left.</summary>
    private Task<Sent<Done>> DeleteAsync(string operation, string path, CancellationToken cancellationToken) => WatchedAsync(
        operation, RequestKind.Update, HttpMethod.Delete, _account + path, form: null, _authorization,
        answer => answer.Status is >= 200 and < 300 || answer.SaysThereIsNone ? new Sent<Done>.Ok(default) : null,
        cancellationToken);

    private Task<Sent<T>> SendAsync<T>(
        string operation, RequestKind kind, HttpMethod method, string path, TwilioForm? form, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => JudgedAsync(operation, kind, method, _account + path, form, _authorization, read, cancellationToken);

    private Task<Sent<T>> JudgedAsync<T>(
        string operation, RequestKind kind, HttpMethod method, string url, TwilioForm? form, AuthenticationHeaderValue authorization,
        Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => WatchedAsync(
        operation, kind, method, url, form, authorization,
        answer => answer.Status is >= 200 and < 300 && answer.Read(read) is { } value ? new Sent<T>.Ok(value) : null,
        cancellationToken);

    /// <param name="done">What the answer says was done; null where it says that it was not.</param>
    private Task<Sent<T>> WatchedAsync<T>(
        string operation, RequestKind kind, HttpMethod method, string url, TwilioForm? form, AuthenticationHeaderValue authorization,
        Func<ProviderAnswer, Sent<T>?> done, CancellationToken cancellationToken) =>
        _telemetry.RequestAsync(operation, kind.Creates(), async () =>
        {
            var answer = await ExchangeAsync(kind, method, url, form, authorization, cancellationToken);
            return done(answer) ?? Failed<T>(operation, kind, answer);
        });

    private async Task<ProviderAnswer> ExchangeAsync(
        RequestKind kind, HttpMethod method, string url, TwilioForm? form, AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(url.EndsWith(Sound, StringComparison.Ordinal) ? "audio/mpeg" : "application/json"));
        request.Content = form?.Content();
        request.SetKind(kind);

        using var client = _clients.CreateClient(HttpClientName);
        return await ProviderAnswer.OfAsync(client, request, cancellationToken);
    }

    private Sent<T> Failed<T>(string operation, RequestKind kind, ProviderAnswer answer)
    {
        var result = answer.Failure<T>(kind);
        var why = result.Why!;
        _log.RequestFailed(operation, why.Kind, why.Code, why.HttpStatus, result.GetType().Name);
        return result;
    }

    /// <summary>A path with one SID in it. Anything but letters and digits could lead to another resource, so it leads to none.</summary>
    private static string Path(string collection, string sid, string rest = ".json") =>
        $"/{collection}/{(sid is { Length: > 0 } && sid.All(char.IsAsciiLetterOrDigit) ? sid : "-")}{rest}";
}
