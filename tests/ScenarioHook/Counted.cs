using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace ScenarioHook;

/// <summary>Puts the program on the scenario's clock, and counts at its three edges; what passes them is not touched.</summary>
internal static class Counted
{
    public static void OnTheScenariosClock(this IServiceCollection services, ClockLine line)
    {
        services.AddSingleton<TimeProvider>(line.Time);
        services.AddSingleton(new Jitter(() => 0.5));
        services.AddSingleton<IStartupFilter>(new CountedWebhooks(line.Work));
        services.AddHttpClient(TwilioClient.HttpClientName).AddHttpMessageHandler(() => new CountedRequests(line.Work));
        var store = services.Last(s => s.ServiceType == typeof(IRowStore));
        services.AddSingleton<IRowStore>(s => new CountedStore(
            new KnownWakeUps((IRowStore)(store.ImplementationInstance ?? store.ImplementationFactory!(s)), () => line.IsAlone), line.Work));
        services.AddLogging(logging => logging.AddProvider(new LineLog(line)).AddFilter<LineLog>(null, LogLevel.Debug).AddFilter<LineLog>("Microsoft", LogLevel.Warning)
            .AddFilter<LineLog>("System", LogLevel.Warning));
    }

    private sealed class CountedWebhooks(Work work) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(handle => async context => await work.WebhookAsync(async () =>
            {
                await handle(context);
                return true;
            }));
            next(app);
        };
    }

    private sealed class CountedRequests(Work work) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => work.RequestAsync(async () =>
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        });
    }

    private sealed class CountedStore(IRowStore inner, Work work) : IRowStore
    {
        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
            new(work.StoreCallAsync(() => inner.GetAsync(table, partitionKey, rowKey).AsTask()));

        public ValueTask<Write> InsertAsync(string table, Row row) => new(work.StoreCallAsync(() => inner.InsertAsync(table, row).AsTask()));

        public ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows) => new(work.StoreCallAsync(async () =>
        {
            await inner.InsertAllAsync(table, rows);
            return true;
        }));

        public ValueTask<Write> ReplaceAsync(string table, Row row) => new(work.StoreCallAsync(() => inner.ReplaceAsync(table, row).AsTask()));

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
            new(work.StoreCallAsync(() => inner.DeleteAsync(table, partitionKey, rowKey, eTag).AsTask()));

        public ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to) => new(work.StoreCallAsync(async () =>
        {
            await inner.DeleteRangeAsync(table, partitionKey, from, to);
            return true;
        }));

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
            new(work.StoreCallAsync(() => inner.QueryAsync(table, partitionKey, from, to, most).AsTask()));
    }

    private sealed class LineLog(ClockLine line) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            line.Log($"{logLevel} {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");

        public void Dispose()
        {
        }
    }
}
