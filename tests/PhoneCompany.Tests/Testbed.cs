using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Voice;

namespace PhoneCompany.Tests;

/// <summary>A request that the fake program received, its form decoded.</summary>
internal sealed record Hit(DateTimeOffset Utc, string Method, string Url, string Path, Dictionary<string, string> Form, HttpRequestHeaders Headers)
{
    public string? this[string name] => Form.GetValueOrDefault(name);
}

/// <summary>A phone network, a clock, and a program that answers each path with what the test says.</summary>
internal sealed class Testbed : HttpMessageHandler
{
    public const string Service = "+15550001000";
    public const string Caller = "+15551230001";
    public const string Peer = "+15551230002";
    public const string Desk = "+15551230003";

    private readonly Dictionary<string, Func<Hit, Task<HttpResponseMessage>>> _pages = [];
    private readonly HttpClient _rest;

    public Testbed(Func<PhoneNetworkOptions, PhoneNetworkOptions>? change = null)
    {
        var options = new PhoneNetworkOptions
        {
            Numbers =
            [
                new OwnedNumber(Service)
                {
                    VoiceUrl = "https://program.test/voice", SmsUrl = "https://program.test/texts",
                },
            ],
        };
        Network = new PhoneNetwork(change?.Invoke(options) ?? options, Time, this);
        _rest = new HttpClient(Network.RestHandler)
        {
            BaseAddress = new Uri($"https://api.twilio.com/2010-04-01/Accounts/{Network.Options.AccountSid}/"),
        };
        SignIn(Network.Options.AccountSid, Network.Options.AuthToken);
    }

    public VirtualTime Time { get; } = new();

    public PhoneNetwork Network { get; }

    /// <summary>Everything the program was asked, in order.</summary>
    public List<Hit> Hits { get; } = [];

    public Handset CallerPhone => Network.Phone(Caller);

    public Handset PeerPhone => Network.Phone(Peer);

    public OwnedNumber Number => Network.Options.Numbers[0];

    public void SignIn(string user, string secret) => _rest.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));

    /// <summary>The program answers this path with these verbs in a Response.</summary>
    public void At(string path, string verbs) => At(path, _ => Xml($"<Response>{verbs}</Response>"));

    public void At(string path, Func<Hit, HttpResponseMessage> page) => _pages[path] = hit => Task.FromResult(page(hit));

    public void AtAsync(string path, Func<Hit, Task<HttpResponseMessage>> page) => _pages[path] = page;

    public static HttpResponseMessage Xml(string xml) => new(HttpStatusCode.OK) { Content = new StringContent(xml, Encoding.UTF8, "text/xml") };

    /// <summary>A wave file of silence.</summary>
    public static HttpResponseMessage Wave(int seconds)
    {
        var file = new byte[44 + (seconds * 100)];
        Encoding.ASCII.GetBytes("RIFF....WAVEfmt ", file);
        BitConverter.TryWriteBytes(file.AsSpan(28), 100);
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } } };
    }

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status);

    public IEnumerable<Hit> HitsAt(string path) => Hits.Where(hit => hit.Path == path);

    public void Wait(double seconds) => Time.AdvanceBy(TimeSpan.FromSeconds(seconds));

    /// <summary>Somebody dials the service, and a moment passes.</summary>
    public Call Dial(string? callerId = null, double wait = 0.1)
    {
        var call = CallerPhone.PlacesCall(Service, callerId);
        Wait(wait);
        return call;
    }

    public (int Status, JsonElement Body) Post(string resource, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value)));
        return Finish(_rest.PostAsync(new Uri(resource, UriKind.RelativeOrAbsolute), content));
    }

    public (int Status, JsonElement Body) Get(string resource) => Finish(_rest.GetAsync(new Uri(resource, UriKind.RelativeOrAbsolute)));

    public (int Status, JsonElement Body) Delete(string resource) => Finish(_rest.DeleteAsync(new Uri(resource, UriKind.RelativeOrAbsolute)));

    public Task<HttpResponseMessage> PostLater(string resource, CancellationToken cancellation, params (string Name, string Value)[] form) =>
        _rest.PostAsync(
            new Uri(resource, UriKind.RelativeOrAbsolute),
            new FormUrlEncodedContent(form.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value))),
            cancellation);

    public (int Status, JsonElement Body) Post(string resource, HttpContent content) =>
        Finish(_rest.PostAsync(new Uri(resource, UriKind.RelativeOrAbsolute), content));

    /// <summary>Places a call by REST and returns it; the phone rings after the network's dialling time.</summary>
    public Call Ring(string to, string path = "outbound", params (string Name, string Value)[] more)
    {
        var (status, body) = Post("Calls.json", [("To", to), ("From", Service), ("Url", $"https://program.test/{path}"), .. more]);
        Assert.Equal(201, status);
        var sid = body.GetProperty("sid").GetString();
        return Network.Calls.Single(call => call.Sid == sid);
    }

    public void AssertClean()
    {
        Assert.Empty(Network.Violations);
        Assert.Empty(Network.Unobserved);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var uri = request.RequestUri!;
        var form = Decode(uri.Query.TrimStart('?'));
        foreach (var (name, value) in Decode(body))
        {
            form[name] = value;
        }

        var hit = new Hit(Time.GetUtcNow(), request.Method.Method, uri.OriginalString, uri.AbsolutePath.Trim('/'), form, request.Headers);
        Hits.Add(hit);
        return _pages.TryGetValue(hit.Path, out var page)
            ? await page(hit)
            : new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private static (int Status, JsonElement Body) Finish(Task<HttpResponseMessage> task)
    {
        Assert.True(task.IsCompleted, "The REST request did not complete at once.");
        using var response = task.GetAwaiter().GetResult();
        var text = new StreamReader(response.Content.ReadAsStream()).ReadToEnd();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    private static Dictionary<string, string> Decode(string encoded) => encoded
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .GroupBy(pair => WebUtility.UrlDecode(pair[0]))
        .ToDictionary(group => group.Key, group => WebUtility.UrlDecode(group.First().ElementAtOrDefault(1) ?? ""));
}
