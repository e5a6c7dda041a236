import { createMemoryStorage } from '../../src/storage/memory-storage.ts'
import { storageContract } from './storage-contract.ts'

storageContract('the memory storage', async () => createMemoryStorage())
