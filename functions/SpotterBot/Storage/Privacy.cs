using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SpotterBot.Storage;

/// <summary>
/// What is personal never stands in the store in clear: phones are found by an HMAC of their number, everything else is sealed.
/// Both keys are derived from the one of setting <c>Privacy__Key</c>.
/// </summary>
public sealed class Privacy
{
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _lookup;
    private readonly byte[] _sealing;

    /// <param name="key">32 random bytes.</param>
    public Privacy(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException($"The privacy key is {KeyBytes} bytes.", nameof(key));
        }

        _lookup = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), 32, info: "lookup"u8.ToArray());
        _sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), 32, info: "sealing"u8.ToArray());
    }

    /// <summary>The row key of a phone (or of another name that must not be read): 32 hex digits.</summary>
    public string PhoneKey(string number) => Convert.ToHexStringLower(HMACSHA256.HashData(_lookup, Encoding.UTF8.GetBytes(number)).AsSpan(0, 16));

    /// <summary>AES-256-GCM, bound to <paramref name="context"/>: what is moved to another row does not open.</summary>
    public byte[] Seal(ReadOnlySpan<byte> clear, string context)
    {
        var sealedBytes = new byte[1 + NonceBytes + TagBytes + clear.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_sealing, TagBytes);
        aes.Encrypt(nonce, clear, sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(context));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, another row, or damaged.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string context)
    {
        if (sealedBytes.Length < 1 + NonceBytes + TagBytes || sealedBytes[0] != Version)
        {
            throw new CryptographicException("This was not sealed by this program.");
        }

        var clear = new byte[sealedBytes.Length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(_sealing, TagBytes);
        aes.Decrypt(sealedBytes.Slice(1, NonceBytes), sealedBytes[(1 + NonceBytes + TagBytes)..], sealedBytes.Slice(1 + NonceBytes, TagBytes), clear, Encoding.UTF8.GetBytes(context));
        return clear;
    }

    /// <summary>The same as a piece of a URL.</summary>
    public string SealForUrl(ReadOnlySpan<byte> clear, string context) => Base64Url.EncodeToString(Seal(clear, context));

    /// <summary>What was sealed as a piece of a URL; null where it is not of our making.</summary>
    public byte[]? OpenFromUrl(ReadOnlySpan<char> piece, string context)
    {
        try
        {
            return Open(Base64Url.DecodeFromChars(piece), context);
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>In Development a key is made once and kept beside the store, readable by its owner alone.</summary>
    public static byte[] LoadOrMakeKey(string path)
    {
        if (File.Exists(path))
        {
            return Convert.FromBase64String(File.ReadAllText(path).Trim());
        }

        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(Convert.ToBase64String(key));
        return key;
    }
}
