using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpotterBot.Observability;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Tests.Door;
using SpotterBot.Tests.Storage;

namespace SpotterBot.Tests.Observability;

/// <summary>Traces and metrics leave only where the settings want it, and what is wrong with that harms nothing.</summary>
public sealed class ExportTests
{
    /// <summary>What is sent is counted here, not how soon: a busy machine has the time it needs.</summary>
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(2);

    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000001";

    [Theory]
    [InlineData]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", "OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", "OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none")]
    public void Nothing_is_exported_that_nobody_asked_for(params string[] settings)
    {
        var (exports, told) = Read(settings);
        Assert.False(exports);
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:4318/v1/metrics")]
    [InlineData("OTEL_TRACES_EXPORTER", "otlp")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights)]
    public void It_is_where_a_setting_asks_for_it(string setting, string value)
    {
        var (exports, told) = Read(setting, value);
        Assert.True(exports);
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector-secret:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://secret")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "secret", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("OTEL_METRICS_EXPORTER", "secret")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "secret")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights + ";IngestionEndpoint=secret")]
    public void A_faulty_setting_is_a_line_that_names_it_without_its_value_and_turns_it_off(params string[] settings)
    {
        var (exports, told) = Read(settings);
        Assert.False(exports);
        var line = Assert.Single(told);
        Assert.StartsWith(settings[0] + " ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_one_signals_settings_leaves_the_other_alone()
    {
        var (exports, told) = Read("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "smoke signals");
        Assert.True(exports);
        Assert.Single(told);
    }

    [Fact]
    public async Task A_collector_gets_our_spans_and_figures_and_nothing_else()
    {
        await using var collector = await Collector.StartAsync();
        var status = await TextAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        Assert.Equal(HttpStatusCode.OK, status);
        var (spans, figures) = (collector.Got("/v1/traces"), collector.Got("/v1/metrics"));
        Assert.Contains("webhook texts", spans, StringComparison.Ordinal);
        Assert.Contains("twilio create message", spans, StringComparison.Ordinal);
        Assert.Contains(Names.Sends, figures, StringComparison.Ordinal);
        Assert.Contains(Names.Sweeps, figures, StringComparison.Ordinal);
        OursAndNotPersonal(spans + figures);
    }

    [Fact]
    public async Task Application_Insights_gets_them_too()
    {
        await using var collector = await Collector.StartAsync();
        var status = await TextAsync(("APPLICATIONINSIGHTS_CONNECTION_STRING", $"{Insights};IngestionEndpoint={collector.Address}"));
        Assert.Equal(HttpStatusCode.OK, status);
        var got = collector.Got("/v2.1/track");
        Assert.Contains("webhook texts", got, StringComparison.Ordinal);
        Assert.Contains(Names.Sends, got, StringComparison.Ordinal);
        OursAndNotPersonal(got);
    }

    [Fact]
    public async Task None_of_many_spans_at_once_is_sampled_away()
    {
        const int many = 500;
        var configuration = Configured(("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights + ";IngestionEndpoint=http://127.0.0.1:9/"));
        await using var services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddExport(configuration, NullLogger.Instance).BuildServiceProvider();
        var export = Assert.Single(services.GetServices<IHostedService>());
        await export.StartAsync(TestContext.Current.CancellationToken);
        using var source = new ActivitySource(Names.ActivitySource);
        var recorded = 0;
        for (var i = 0; i < many; i++)
        {
            using var span = source.StartActivity("webhook", ActivityKind.Server, default(ActivityContext));
            recorded += span is { Recorded: true } ? 1 : 0;
        }

        await export.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(many, recorded);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights + ";IngestionEndpoint=http://127.0.0.1:9/")]
    public async Task A_collector_that_is_not_there_costs_no_webhook(string setting, string value) =>
        Assert.Equal(HttpStatusCode.OK, await TextAsync((setting, value)));

    private static void OursAndNotPersonal(string sent)
    {
        Assert.All(["5550123", "5550201", "5550100", "Wexford", "Peer 1"], words => Assert.DoesNotContain(words, sent, StringComparison.Ordinal));
        Assert.All(["Microsoft.AspNetCore", "System.Net.Http", "http.route", "url.path"], others => Assert.DoesNotContain(others, sent, StringComparison.Ordinal));
    }

    private static (bool Exports, List<string> Told) Read(params string[] settings)
    {
        var told = new Told();
        var services = new ServiceCollection().AddExport(Configured([.. settings.Chunk(2).Select(s => (s[0], s[1]))]), told);
        return (services.Any(s => s.ServiceType == typeof(IHostedService)), told.Lines);
    }

    private static IConfiguration Configured(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();

    /// <summary>The web application, exporting so, gets a text, answers it, and is stopped.</summary>
    private static async Task<HttpStatusCode> TextAsync(params (string Name, string Value)[] settings)
    {
        using var folder = new TemporaryFolder();
        var builder = SpotterProgram.NewBuilder([]);
        builder.Logging.ClearProviders();
        builder.Services.AddExport(Configured(settings), NullLogger.Instance, Ample);
        await using var app = SpotterProgram.Build(builder, TestWebhooks.Settings(("Storage:File", folder.File("spotter.db"))), TimeProvider.System, 0, services =>
        {
            services.AddSingleton<IRowStore>(new Simulation.MemoryRowStore());
            services.AddSingleton(Configured(settings));
            services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new NobodyHome());
        });
        await app.StartAsync();
        var (status, _, _) = await TestWebhooks.PostAsync(
            TestWebhooks.AddressOf(app), "/api/texts", "MessageSid=SM1&From=%2B19055550123&To=%2B12895550100&Body=SPOT%202%20at%2012%20Wexford%20St");
        await app.StopAsync();
        return status;
    }

    private sealed class Told : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
