using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace SpotterBot.Telephony;

/// <summary>What came back, of whatever kind: an answer with its JSON or its sound (if it was any), or the reason why there was none.</summary>
internal sealed class ProviderAnswer
{
    private readonly JsonElement _json;

    private ProviderAnswer(int? status, JsonElement json, bool mayHaveArrived)
    {
        Status = status;
        _json = json;
        MayHaveArrived = mayHaveArrived;
    }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? Status { get; }

    /// <summary>The sound that was asked for; null where none came, or something else in its place.</summary>
    public byte[]? Sound { get; private init; }

    /// <summary>Whether Twilio itself, and not a proxy's error page, says that there is no such thing.</summary>
    public bool SaysThereIsNone => Status == 404 && IsFromTwilio();

    /// <summary>Whether Twilio may have seen the request.</summary>
    private bool MayHaveArrived { get; }

    /// <summary>Sends the request and takes down what comes of it.</summary>
    /// <exception cref="OperationCanceledException">The caller's own token was cancelled.</exception>
    public static async Task<ProviderAnswer> OfAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken); // Buffered by the handler: no waiting here.
            return IsSound(response)
                ? new ProviderAnswer((int)response.StatusCode, default, mayHaveArrived: true) { Sound = body }
                : new ProviderAnswer((int)response.StatusCode, Parse(body), mayHaveArrived: true);
        }
        catch (BrokenCircuitException)
        {
            return new ProviderAnswer(null, default, mayHaveArrived: false);
        }
        catch (Exception exception) when (IsOfTheNetwork(exception))
        {
            // A cancelled exchange breaks off in many ways; to the caller it is one thing.
            cancellationToken.ThrowIfCancellationRequested();
            return new ProviderAnswer(null, default, mayHaveArrived: !NetworkFailures.BeforeSending(exception));
        }
    }

    /// <summary>Reads the answer's object; null where it is none.</summary>
    public T? Read<T>(Func<JsonFields, T?> read)
        where T : class => _json.ValueKind == JsonValueKind.Object ? read(new JsonFields(_json)) : null;

    /// <summary>The result for an answer that is not the one hoped for.</summary>
    public Sent<T> Failure<T>(RequestKind kind)
    {
        var code = Status is >= 400 ? new JsonFields(_json).Integer("code") : null;
        var known = code is { } number ? ProviderErrors.Find(number) : null;
        var meaning = known?.Kind ?? UsualKind();
        // Where something was to be made there is nothing that could be gone but the account itself: a wrong SID or address.
        if (meaning == FailureKind.Gone && kind.Creates()) meaning = FailureKind.Configuration;
        var failure = new Failure(meaning, code, Status);

        if (IsUnknownWhether()) return kind is RequestKind.Read or RequestKind.UrgentRead ? new Sent<T>.NotSent(failure) : new Sent<T>.Ambiguous(failure);
        if (failure.Kind is FailureKind.Temporary or FailureKind.Concurrency) return new Sent<T>.NotSent(failure);

        return new Sent<T>.Refused(failure);
    }

    /// <summary>No answer to a request that may have arrived; an error of a server on the way; a success that cannot be read.</summary>
    private bool IsUnknownWhether() => Status is null ? MayHaveArrived : Status is (>= 200 and < 300) or 408 or >= 500;

    private FailureKind UsualKind() => Status switch
    {
        null or (>= 200 and < 300) or 408 or >= 500 => FailureKind.Temporary,
        429 => FailureKind.Concurrency,
        404 or 410 when IsFromTwilio() => FailureKind.Gone,
        >= 400 when IsFromTwilio() && Status is not (401 or 403) => FailureKind.Permanent,
        // Wrong credentials, a redirect, or an error page of a proxy: a wrong address or a wall in between.
        _ => FailureKind.Configuration,
    };

    private bool IsFromTwilio() => _json.ValueKind == JsonValueKind.Object;

    private static bool IsSound(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOfTheNetwork(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException or TimeoutException;

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default; // An HTML page of a proxy, or nothing (204).
        }
    }
}
