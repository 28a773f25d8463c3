using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotterBot.Recordings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Tests.Storage;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Door;

/// <summary>The web application as it is put together, on a real socket.</summary>
public sealed class WebApplicationTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly SwitchableStore _store = new();
    private WebApplication _app = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = TestWebhooks.Settings(("Storage:File", _folder.File("spotter.db")));
        var builder = SpotterProgram.NewBuilder([]);
        _app = SpotterProgram.Build(builder, settings, TimeProvider.System, 0, services =>
        {
            services.AddSingleton<IRowStore>(_store);
            services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new NobodyHome());
        });
        await _app.StartAsync();
        _address = TestWebhooks.AddressOf(_app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void No_file_of_settings_is_watched()
    {
        var files = ((IConfigurationBuilder)SpotterProgram.NewBuilder([]).Configuration).Sources.OfType<FileConfigurationSource>().ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.ReloadOnChange);
    }

    [Fact]
    public async Task A_signed_webhook_is_answered_with_a_document()
    {
        var (status, type, body) = await PostAsync("/api/voice", "CallSid=CA1&From=%2B19055550123&To=%2B12895550100");
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (status, type));
        Assert.Contains("Press 1 and I start now", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_signed_as_it_stands()
    {
        const string Target = "/api/voice?a=%2F%20b&c=d+e";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Target, "CallSid=CA1&From=%2B19055550123")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("/api/voice?a=%2F+b&c=d+e", "CallSid=CA1&From=%2B19055550123", signed: Target)).Status);
    }

    [Theory]
    [InlineData("/api/voice")]
    [InlineData("/api/texts")]
    [InlineData("/api/callbacks/number")]
    [InlineData("/api/voice/leg/s/a1/1/1")]
    [InlineData("/api/anything")]
    public async Task An_unsigned_one_is_refused(string path)
    {
        using var content = new FormUrlEncodedContent([new("CallSid", "CA1"), new("MessageSid", "SM1"), new("From", "+19055550123"), new("Body", "SPOT")]);
        using var reply = await _client.PostAsync(new Uri(_address, path), content);
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        using var got = await _client.GetAsync(new Uri(_address, path));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
    }

    [Fact]
    public async Task Outside_the_interface_there_is_nothing()
    {
        foreach (var path in new[] { "/", "/WakeUp", "/admin", "/api" })
        {
            using var reply = await _client.GetAsync(new Uri(_address, path));
            Assert.True((int)reply.StatusCode is 404 or 405 or 403, $"{path}: {(int)reply.StatusCode}");
            using var posted = await _client.PostAsync(new Uri(_address, path), null);
            Assert.True((int)posted.StatusCode is >= 400 and < 500, $"{path}: {(int)posted.StatusCode}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_too_large_is_refused_however_it_is_sent(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "/api/texts"))
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes("Body=" + new string('x', 200_000))),
        };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = chunked;
        using var reply = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
    }

    [Fact]
    public async Task Health_says_what_works()
    {
        using var reply = await _client.GetAsync(new Uri(_address, "/api/health"));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.MediaType);
        using var report = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Equal("ok", report.RootElement.GetProperty("store").GetString());
        Assert.Equal("failing", report.RootElement.GetProperty("phoneCompany").GetString());
        Assert.Contains("Twilio__MessagingServiceSid is not set", report.RootElement.GetProperty("deadMansSwitch").GetString(), StringComparison.Ordinal);
        Assert.True(report.RootElement.TryGetProperty("lastSweepSeconds", out _));
        Assert.False(report.RootElement.GetProperty("hosted").GetBoolean());
        Assert.NotEmpty(report.RootElement.GetProperty("version").GetString()!);
    }

    [Fact]
    public async Task Under_a_host_health_says_so_and_when_its_timer_came()
    {
        var builder = SpotterProgram.NewBuilder(["--FUNCTIONS_CUSTOMHANDLER_PORT=1"]);
        await using var app = SpotterProgram.Build(builder, TestWebhooks.Settings(("Storage:File", _folder.File("hosted.db"))), TimeProvider.System, 0, services =>
            services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new NobodyHome()));
        await app.StartAsync();
        var address = TestWebhooks.AddressOf(app);
        Assert.Contains("\"hosted\":true,\"lastTimerSeconds\":null,", await _client.GetStringAsync(new Uri(address, "/api/health")), StringComparison.Ordinal);
        using var tick = await _client.PostAsync(new Uri(address, "/WakeUp"), null);
        Assert.Equal(HttpStatusCode.OK, tick.StatusCode);
        Assert.Matches("\"hosted\":true,\"lastTimerSeconds\":[0-9]", await _client.GetStringAsync(new Uri(address, "/api/health")));
        await app.StopAsync();
    }

    [Theory]
    [InlineData(false, "Twilio__MessagingServiceSid is not set")]
    [InlineData(true, null)]
    public async Task The_start_says_that_nobody_would_be_told_of_a_death(bool service, string? why)
    {
        using var log = new CapturedLog();
        (string, string)[] more = service ? [("Twilio:MessagingServiceSid", "MG" + new string('0', 32))] : [];
        var builder = SpotterProgram.NewBuilder([]);
        await using var app = SpotterProgram.Build(
            builder, TestWebhooks.Settings([("Storage:File", _folder.File("other.db")), .. more]), TimeProvider.System, 0, services => services.AddSingleton<ILoggerProvider>(log));
        Assert.Equal(why is null ? 0 : 1, log.Lines.Count(l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains(why ?? "dead man's switch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Health_fails_with_the_store()
    {
        _store.Broken = true;
        using var reply = await _client.GetAsync(new Uri(_address, "/api/health"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains("\"store\":\"failing\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_store_is_a_sentence_on_the_line_and_in_a_text()
    {
        _store.Broken = true;
        var voice = await PostAsync("/api/voice", "CallSid=CA1&From=%2B19055550123&To=%2B12895550100&Digits=1*%23");
        Assert.Equal(HttpStatusCode.OK, voice.Status);
        Assert.Contains("One moment, please.", voice.Body, StringComparison.Ordinal);
        var again = Regex.Match(voice.Body, ">https://spotter.example.org(?<path>/api/voice/again/)1(?<keys>/k[^<]+)</Redirect>", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(again.Success, voice.Body);
        Assert.DoesNotContain("1sp", voice.Body, StringComparison.Ordinal);
        string After(int times) => again.Groups["path"].Value + times + again.Groups["keys"].Value;
        voice = await PostAsync(After(1), "CallSid=CA1&From=%2B19055550123&To=%2B12895550100");
        Assert.Contains(After(2) + "<", voice.Body, StringComparison.Ordinal);
        voice = await PostAsync(After(3), "CallSid=CA1&From=%2B19055550123&To=%2B12895550100");
        Assert.Contains(After(4) + "<", voice.Body, StringComparison.Ordinal);
        voice = await PostAsync(After(20), "CallSid=CA1&From=%2B19055550123&To=%2B12895550100");
        Assert.Contains("<Hangup", voice.Body, StringComparison.Ordinal);
        var text = await PostAsync("/api/texts", "MessageSid=SM1&From=%2B19055550123&To=%2B12895550100&Body=SPOT");
        Assert.Equal(HttpStatusCode.OK, text.Status);
        Assert.Contains("Something is wrong on our side", text.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", 404)]
    [InlineData("HEAD", 405)]
    [InlineData("POST", 405)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    public async Task A_recording_is_asked_for_by_a_link_of_ours_and_by_no_other_method(string method, int status)
    {
        foreach (var path in new[] { "/recordings/s/x", "/recordings/s/" + new string('A', 4000), LinkTo("nobody") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_address, path));
            using var reply = await _client.SendAsync(request);
            Assert.Equal(status, (int)reply.StatusCode);
        }

        foreach (var path in new[] { "/recordings", "/recordings/s", LinkTo("nobody") + "/more" })
        {
            using var reply = await _client.GetAsync(new Uri(_address, path));
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }
    }

    [Fact]
    public async Task With_store_and_phone_company_away_a_recording_is_a_second_of_silence_so_that_the_rest_is_heard()
    {
        _store.Broken = true;
        using var reply = await _client.GetAsync(new Uri(_address, LinkTo("s")));
        Assert.Equal((HttpStatusCode.OK, "audio/wav", true), (reply.StatusCode, reply.Content.Headers.ContentType!.MediaType, reply.Headers.CacheControl!.NoStore));
        var sound = await reply.Content.ReadAsByteArrayAsync();
        Assert.Equal(44 + 16_000, sound.Length);
        Assert.All(sound[44..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public async Task A_number_that_was_keyed_goes_along_sealed_where_one_key_goes_as_it_is()
    {
        _store.Broken = true;
        var voice = await PostAsync("/api/voice", "CallSid=CA1&From=%2B19055550123&To=%2B12895550100&Digits=9055550124");
        Assert.Matches(@">https://spotter\.example\.org/api/voice/again/1/k[A-Za-z0-9_-]+</Redirect>", voice.Body);
        Assert.DoesNotContain("9055550124", voice.Body, StringComparison.Ordinal);
        voice = await PostAsync("/api/voice", "CallSid=CA1&From=%2B19055550123&To=%2B12895550100&Digits=9");
        Assert.Contains("/api/voice/again/1/9<", voice.Body, StringComparison.Ordinal);
    }

    private string LinkTo(string session) => new Uri(_app.Services.GetRequiredService<RecordingLinks>().Make(session, "RE1")).AbsolutePath;

    private Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(string target, string form, string? signed = null) =>
        TestWebhooks.PostAsync(_address, target, form, signed);

    private sealed class SwitchableStore : IRowStore
    {
        private readonly Simulation.MemoryRowStore _inner = new();

        public bool Broken { get; set; }

        private IRowStore Whole => Broken ? throw new IOException("The disk is gone.") : _inner;

        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => Whole.GetAsync(table, partitionKey, rowKey);

        public ValueTask<Write> InsertAsync(string table, Row row) => Whole.InsertAsync(table, row);

        public ValueTask<Write> ReplaceAsync(string table, Row row) => Whole.ReplaceAsync(table, row);

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) => Whole.DeleteAsync(table, partitionKey, rowKey, eTag);

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) => Whole.QueryAsync(table, partitionKey, from, to, most);
    }
}
