using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

public sealed class StoresTests
{
    [Fact]
    public void The_settings_say_which_store_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("spotter.db");
        Assert.IsType<TableRowStore>(Stores.Open(new StorageSettings { File = file, TableServiceUri = new Uri("https://kept.table.core.windows.net") }, TimeProvider.System));
        Assert.IsType<TableRowStore>(Stores.Open(new StorageSettings { File = file, ConnectionString = "AccountName=account;AccountKey=a2V5a2V5a2V5" }, TimeProvider.System));
        Assert.False(File.Exists(file));
        using var embedded = Assert.IsType<SqliteRowStore>(Stores.Open(new StorageSettings { File = file }, TimeProvider.System));
        Assert.True(File.Exists(file));
    }
}
