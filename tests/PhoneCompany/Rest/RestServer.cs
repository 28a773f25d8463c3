using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PhoneCompany.Faults;

namespace PhoneCompany.Rest;

/// <summary>The REST API, version 2010-04-01 and the products beside it: who asks, what for, with which parameters; the resources do the rest.</summary>
internal sealed class RestServer(PhoneNetwork network)
{
    private const string Version = "/2010-04-01/Accounts";
    private const string Mp3 = ".mp3";

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CallResource _calls = new(network);
    private readonly MessageResource _messages = new(network);
    private readonly ConferenceResource _conferences = new(network);
    private readonly AccountResource _account = new(network);
    private readonly ProductResources _products = new(network);
    private ImmutableList<RestRequest> _requests = [];

    public IReadOnlyList<RestRequest> Requests => _requests;

    /// <summary>Whether this address is one of the API's.</summary>
    public static bool IsAt(Uri url) => url.Host == "api.twilio.com";

    public async Task<HttpResponseMessage> HandleAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var response = await AnswerAsync(message, cancellation);
        response.Headers.Date = network.Board.Now;
        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var (request, refusal) = await ReadAsync(message, cancellation);
        ImmutableInterlocked.Update(ref _requests, list => list.Add(request));
        switch (network.Faults.For(request))
        {
            case RestFault.Refuse refuse:
                return Refusal((int)refuse.Code, refuse.TwilioCode ?? ((int)refuse.Code == 429 ? 20429 : 20500), "Injected fault");
            case RestFault.Lose lose:
                if (lose.AfterEffect)
                {
                    Serve(request, refusal);
                }

                await network.Board.WaitAsync(null, cancellation);
                break;
            case RestFault.Reset reset:
                if (reset.AfterEffect)
                {
                    Serve(request, refusal);
                }

                // Before anything was sent it is a connection that never came about; afterwards an answer that never came.
                throw new HttpRequestException(reset.AfterEffect ? HttpRequestError.ResponseEnded : HttpRequestError.ConnectionError, "The connection was reset.");
            case RestFault.Late late:
                var served = Serve(request, refusal);
                await network.Board.WaitAsync(late.By, cancellation);
                return served;
        }

        cancellation.ThrowIfCancellationRequested();
        return Serve(request, refusal);
    }

    private HttpResponseMessage Serve(RestRequest request, RestErrorException? refusal)
    {
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            return network.Board.Enter(() => Respond(request));
        }
        catch (RestErrorException error)
        {
            return Refusal(error.Status, error.Code, error.Message);
        }
    }

    private HttpResponseMessage Respond(RestRequest request)
    {
        var form = new Form(request, network);
        var (status, body) = (request.Method, request.Resource.Split('/')) switch
        {
            ("POST", ["Calls"]) => (201, _calls.Create(form)),
            ("GET", ["Calls"]) => (200, _calls.List(form)),
            ("GET", ["Calls", var sid]) => (200, _calls.Get(sid, form)),
            ("POST", ["Calls", var sid]) => (200, _calls.Update(sid, form)),
            ("POST", ["Messages"]) => (201, _messages.Create(form)),
            ("GET", ["Messages"]) => (200, _messages.List(form)),
            ("GET", ["Messages", var sid]) => (200, _messages.Get(sid, form)),
            ("POST", ["Messages", var sid]) => (200, _messages.Update(sid, form)),
            ("DELETE", ["Messages", var sid]) => (204, _messages.Delete(sid)),
            ("GET", ["Conferences"]) => (200, _conferences.List(form)),
            ("GET", ["Conferences", var sid]) => (200, _conferences.Get(sid, form)),
            ("POST", ["Conferences", var sid]) => (200, _conferences.Update(sid, form)),
            ("GET", ["Conferences", var sid, "Participants"]) => (200, _conferences.ListParticipants(sid, form)),
            ("POST", ["Conferences", var sid, "Participants"]) => (201, _conferences.CreateParticipant(sid, form)),
            ("GET", ["Conferences", var sid, "Participants", var who]) => (200, _conferences.GetParticipant(sid, who, form)),
            ("POST", ["Conferences", var sid, "Participants", var who]) => (200, _conferences.UpdateParticipant(sid, who, form)),
            ("DELETE", ["Conferences", var sid, "Participants", var who]) => (204, _conferences.Kick(sid, who)),
            ("GET", ["IncomingPhoneNumbers"]) => (200, _account.ListNumbers(form)),
            ("GET", ["IncomingPhoneNumbers", var sid]) => (200, _account.GetNumber(sid, form)),
            ("POST", ["IncomingPhoneNumbers", var sid]) => (200, _account.UpdateNumber(sid, form)),
            ("GET", ["Balance"]) => (200, _account.Balance(form)),
            ("GET", ["Recordings"]) => (200, _account.ListRecordings(form)),
            ("GET", ["Recordings", var file]) when file.EndsWith(Mp3, StringComparison.Ordinal) => (200, _account.GetSound(file[..^Mp3.Length])),
            ("GET", ["Recordings", var sid]) => (200, _account.GetRecording(sid, form)),
            ("DELETE", ["Recordings", var sid]) => (204, _account.DeleteRecording(sid)),
            ("GET", [""]) => (200, _account.Get(form)),
            ("GET", ["v1", "Services", var sid]) => (200, _products.GetService(sid, form)),
            ("POST", ["v1", "Services", var sid]) => (200, _products.UpdateService(sid, form)),
            ("GET", ["v1", "Services", var sid, "PhoneNumbers"]) => (200, _products.ListServiceNumbers(sid, form)),
            ("GET", ["v1", "Services", var sid, "Compliance", "Usa2p"]) => (200, _products.ListCampaigns(sid, form)),
            ("GET", ["v1", "Tollfree", "Verifications"]) => (200, _products.ListTollFreeVerifications(form)),
            ("GET", ["v1", "DialingPermissions", "Countries"]) => (200, _products.ListDialingPermissions(form)),
            ("GET", ["v1", "Messaging", "GeoPermissions"]) => (200, _products.MessagingPermissions(form)),
            ("GET", ["v1", "CustomerProfiles"]) => (200, _products.ListCustomerProfiles(form)),
            ("GET", ["v1", "Policies", var sid]) => (200, _products.GetPolicy(sid, form)),
            _ => throw Unserved(request),
        };
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (body is byte[] sound)
        {
            // A deleted one is not to be heard from anybody's shelf.
            response.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
            response.Content = new ByteArrayContent(sound) { Headers = { ContentType = new MediaTypeHeaderValue("audio/mpeg") } };
        }
        else if (body is not null)
        {
            response.Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        }

        return response;
    }

    private RestErrorException Unserved(RestRequest request)
    {
        network.Violate($"Nothing is served at {request.Method} {request.Resource}.");
        return RestErrorException.NotFound(request.Resource);
    }

    private async Task<(RestRequest Request, RestErrorException? Refusal)> ReadAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var uri = message.RequestUri!;
        var path = uri.AbsolutePath.TrimEnd('/');
        path = path.EndsWith(".json", StringComparison.Ordinal) ? path[..^".json".Length] : path;
        var (resource, refusal) = Locate(uri, path);
        var parameters = Form.Decode(uri.Query.TrimStart('?'));
        if (message.Method == HttpMethod.Post)
        {
            var body = message.Content is null ? "" : await message.Content.ReadAsStringAsync(cancellation);
            var type = message.Content?.Headers.ContentType?.MediaType;
            if (body.Length > 0 && type != "application/x-www-form-urlencoded")
            {
                network.Violate($"POST {resource} came as {type ?? "nothing"}, not as a form.");
                refusal ??= new RestErrorException(415, 20415, "Unsupported Media Type");
            }
            else
            {
                parameters.AddRange(Form.Decode(body));
            }
        }

        var request = new RestRequest
        {
            Method = message.Method.Method, Resource = resource, Parameters = parameters, Utc = network.Board.Now,
        };
        return (request, Authenticate(message, path) ?? refusal);
    }

    /// <summary>Each product has a host of its own, <c>messaging.twilio.com</c>; on any other host they all are served side by side.</summary>
    private (string Resource, RestErrorException? Refusal) Locate(Uri uri, string path)
    {
        var product = uri.Host.EndsWith(".twilio.com", StringComparison.OrdinalIgnoreCase) ? uri.Host.Split('.')[0] : null;
        if (ProductResources.HostOf(path) is { } host && (product is null || product == host))
        {
            return (path[1..], null);
        }

        if (product is not (null or "api"))
        {
            return (path.TrimStart('/'), RestErrorException.NotFound(path));
        }

        var account = $"{Version}/{network.Options.AccountSid}";
        if (path == account || path.StartsWith(account + "/", StringComparison.Ordinal))
        {
            var rest = path[account.Length..].TrimStart('/');
            return (string.Join('/', rest.Split('/').Select(Uri.UnescapeDataString)), null);
        }

        return (path.TrimStart('/'), RestErrorException.NotFound(path));
    }

    private RestErrorException? Authenticate(HttpRequestMessage message, string path)
    {
        var header = message.Headers.Authorization;
        if (header is { Scheme: "Basic", Parameter: { } encoded } && Decoded(encoded) is [var user, var secret])
        {
            var isAccount = user == network.Options.AccountSid && (secret == network.Options.AuthToken || secret == network.Options.SecondaryAuthToken);
            var isKey = network.Options.ApiKeys.TryGetValue(user, out var expected) && secret == expected
                && path != $"{Version}/{network.Options.AccountSid}";
            if (isAccount || isKey)
            {
                return null;
            }
        }

        return !network.Options.MediaNeedPassword && path.EndsWith(Mp3, StringComparison.Ordinal) ? null : new RestErrorException(401, 20003, "Authenticate");
    }

    private static string[]? Decoded(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)
            : null;
    }

    private static HttpResponseMessage Refusal(int status, int code, string text)
    {
        var body = new Dictionary<string, object?>
        {
            ["code"] = code,
            ["message"] = text,
            ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
            ["status"] = status,
        };
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json"),
        };
    }
}
