using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using SpotterBot.Settings;

namespace SpotterBot.Storage;

/// <summary>The store that the settings ask for.</summary>
public static class Stores
{
    /// <param name="settings">Which store.</param>
    /// <param name="time">Bounds every call.</param>
    /// <param name="credential">Who asks Table Storage; by default the managed identity of the app this runs in.</param>
    /// <exception cref="IOException">The embedded store's file cannot be used.</exception>
    public static IRowStore Open(StorageSettings settings, TimeProvider time, TokenCredential? credential = null) => settings switch
    {
        { TableServiceUri: { } uri } => new TableRowStore(
            options => new TableServiceClient(uri, credential ?? new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), WithTransport(options)), time),
        { ConnectionString: { } text } => new TableRowStore(options => new TableServiceClient(text, WithTransport(options)), time),
        _ => new SqliteRowStore(settings.File),
    };

    /// <summary>Where Table Storage is, as the settings have it; null for the embedded store.</summary>
    public static Uri? TableEndpoint(StorageSettings settings) =>
        settings.TableServiceUri ?? (settings.ConnectionString is { } text ? TableConnectionString.TryParse(text)?.Endpoint : null);

    /// <summary>Connections are renewed, so that the service may move to other addresses; one that cannot be made is given up soon.</summary>
    private static TableClientOptions WithTransport(TableClientOptions options)
    {
        options.Transport = new HttpClientTransport(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
        return options;
    }
}
