// The key that wraps the keys of data protection (links to pages, screens' tokens). It never leaves the vault; the bot may wrap and unwrap with it, and no more.
param name string
param location string
param tags object
param principalId string
param privateEndpoints bool
param subnetId string
param zoneId string
param workspaceId string

// learn.microsoft.com, "Azure built-in roles for Security": Key Vault Crypto Service Encryption User.
var wrapsAndUnwraps = 'e147488a-f6f5-4113-8e2d-b22465e65bf6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateEndpoints ? 'Disabled' : 'Enabled'
    // The resource manager, which makes the key, is one of the services that are trusted ("Configure Azure Key Vault networking settings").
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateEndpoints ? 'Deny' : 'Allow'
    }
  }

  resource key 'keys' = {
    name: 'branchbot'
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
      attributes: { enabled: true }
      // A version that wrapped goes on unwrapping; a new one a year is enough for keys that are made anew every 90 days.
      rotationPolicy: {
        lifetimeActions: [
          {
            trigger: { timeAfterCreate: 'P1Y' }
            action: { type: 'rotate' }
          }
        ]
      }
    }
  }
}

resource wraps 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::key
  name: guid(vault::key.id, principalId, wrapsAndUnwraps)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', wrapsAndUnwraps)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (privateEndpoints) {
  name: 'vault-endpoint'
  params: {
    name: '${name}-endpoint'
    location: location
    tags: tags
    subnetId: subnetId
    zoneId: zoneId
    resourceId: vault.id
    groupId: 'vault'
  }
}

output keyUrl string = vault::key.properties.keyUri
