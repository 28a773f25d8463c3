using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpotterBot.Observability;

namespace SpotterBot.Telephony;

/// <summary>Registers this room.</summary>
public static class TelephonyRegistration
{
    /// <summary>No connection within this time: the request was not sent, which is worth knowing long before its attempt runs out.</summary>
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Registers <see cref="TwilioClient"/>, <see cref="RequestValidator"/>, <see cref="DialGuard"/> and what they need. A
    /// <see cref="TimeProvider"/> and a <see cref="Jitter"/> that are registered already are used, and the HTTP client named
    /// <see cref="TwilioClient.HttpClientName"/> may be given another primary handler afterwards.
    /// </summary>
    public static IServiceCollection AddTelephony(this IServiceCollection services, TwilioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Jitter.FromSystem);
        services.AddObservability();
        services.AddSingleton(options);
        services.AddSingleton(new DialGuard(options.OwnNumbers));
        services.AddSingleton(new RequestValidator(options.AuthToken, options.SecondaryAuthToken));
        services.AddSingleton<PhoneWatch>();
        services.AddSingleton<TwilioPipelines>(); // One for all clients, so that they share one breaker.
        services.AddSingleton<TwilioClient>();

        services.AddHttpClient(TwilioClient.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan) // The pipelines own the time.
            .ConfigurePrimaryHttpMessageHandler(provider => Primary(provider.GetRequiredService<TimeProvider>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The primary handler renews its connections itself.
            .AddHttpMessageHandler(provider => new PhoneWatchHandler(provider.GetRequiredService<PhoneWatch>(), provider.GetRequiredService<TimeProvider>()))
            .AddHttpMessageHandler(provider => new ResilienceHandler(provider.GetRequiredService<TwilioPipelines>()))
            .RemoveAllLoggers(); // They write URLs, and a list's URL holds a phone number.
        return services;
    }

    private static SocketsHttpHandler Primary(TimeProvider time) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(time, context.DnsEndPoint, cancellationToken),
    };

    /// <summary>
    /// Connects within <see cref="ConnectTime"/>. The handler's own limit would report a cancellation, which looks as if the request might
    /// have been sent; a socket error says that it was not.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(TimeProvider time, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
